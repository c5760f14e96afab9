using Mlvgm.Testing.Datasets;

namespace Mlvgm.Fuzzing.Seeds;

/// <summary>Small MATLAB files, of the version that is read and of those that are named.</summary>
static class MatSeeds
{
    public static IEnumerable<byte[]> Files() =>
    [
        Whole(compressed: false), Whole(compressed: true), MatWriter.File(compressed: false, MatWriter.Numbers("labels", 1, 2)),
        MatWriter.File(compressed: false, MatWriter.CellsOf("names", [MatWriter.CellsOf("", [MatWriter.Text("", "a")]), MatWriter.Number("", 0.5)])),
        // MATLAB 4: type, rows, columns, imaginary, length of the name, name, number. MATLAB 7.3: its text, and HDF5.
        [0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, (byte)'a', 0, .. BitConverter.GetBytes(1.0)],
        [.. "MATLAB 7.3 MAT-file"u8, .. new byte[109]], [0x89, .. "HDF"u8, 13, 10, 26, 10],
    ];

    static byte[] Whole(bool compressed) => MatWriter.File(
        compressed, MatWriter.Bytes("labels", 3, 1, 2), MatWriter.Cells("names", "Audi", "Größe"),
        MatWriter.Structures("annotations", ["class", "fname"], [MatWriter.Number("", 2), MatWriter.Text("", "a.jpg")]));
}
