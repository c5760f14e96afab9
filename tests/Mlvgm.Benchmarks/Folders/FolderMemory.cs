using System.Globalization;

namespace Mlvgm.Benchmarks.Folders;

/// <summary>
/// Memory of <c>mlvgm train --images</c>, and how soon it has done its first step, on folders of many files and of large ones, beside a folder of few: what a folder's size costs is the
/// difference. Aims: below 1.5 GB resident, and 10 seconds from listing to the first step.
/// </summary>
static class FolderMemory
{
    const int Side = 128;
    const int Batch = 64;
    const int Steps = 12;
    const double Mebibyte = 1 << 20;

    static readonly (string Name, int Count, int Different, int Height, int Width)[] Folders =
    [
        ("few, small", 1_000, 500, 128, 128), ("many, small", 200_000, 500, 128, 128), ("few, large", 500, 20, 2000, 3000), ("many, large", 20_000, 20, 2000, 3000),
    ];

    /// <summary>Writes the folders below a folder, one after another, trains from each, and deletes it.</summary>
    /// <param name="output">Receives the table.</param>
    /// <param name="csv">Receives the rows.</param>
    /// <param name="place">Where the folders are written, which takes 10 GB.</param>
    public static void Run(TextWriter output, string csv, string place)
    {
        output.WriteLine("| folder | files | pixels | KB a file | listing, s | to the first step, s | peak resident, MiB | processor time, s |");
        output.WriteLine("|---|---:|---|---:|---:|---:|---:|---:|");
        List<string> lines = ["folder,files,height,width,bytes_per_file,listing_seconds,first_step_seconds,peak_bytes,cpu_seconds"];
        foreach (var (name, count, different, height, width) in Folders)
        {
            string folder = Directory.CreateDirectory(Path.Combine(place, $"folder-{Guid.NewGuid():N}")).FullName;
            try
            {
                double bytes = JpegFiles.Write(Path.Combine(folder, "images"), count, different, height, width, quality: 75);
                var run = WatchedTraining.Of(
                [
                    "--images", Path.Combine(folder, "images"), "--image-size", Text(Side), "--batch", Text(Batch), "--steps", Text(Steps), "--backbone", "resnet10", "--width", "8",
                    "--device", "cpu", "--out", Path.Combine(folder, "run"),
                ]);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {count:n0} | {width}x{height} | {bytes / 1000:f0} | {run.Listing:f1} | ") +
                    string.Create(CultureInfo.InvariantCulture, $"{run.FirstStep:f1} | {run.PeakBytes / Mebibyte:f0} | {run.CpuSeconds:f0} |"));
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"\"{name}\",{count},{height},{width},{bytes:f0},{run.Listing:f2},") +
                    string.Create(CultureInfo.InvariantCulture, $"{run.FirstStep:f2},{run.PeakBytes},{run.CpuSeconds:f1}"));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        File.WriteAllLines(csv, lines);
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
