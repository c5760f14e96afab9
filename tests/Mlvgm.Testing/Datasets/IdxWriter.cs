using System.Buffers.Binary;
using System.IO.Compression;

namespace Mlvgm.Testing.Datasets;

/// <summary>Writes IDX files, the format of MNIST.</summary>
public static class IdxWriter
{
    public static byte[] Bytes(int[] dimensions, byte[] values)
    {
        byte[] bytes = new byte[4 + 4 * dimensions.Length + values.Length];
        (bytes[2], bytes[3]) = (8, (byte)dimensions.Length);
        for (int i = 0; i < dimensions.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + 4 * i), dimensions[i]);
        values.CopyTo(bytes, 4 + 4 * dimensions.Length);
        return bytes;
    }

    public static byte[] Zipped(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionLevel.Optimal)) zip.Write(bytes);
        return stream.ToArray();
    }

    /// <summary>Two 2x3 images, 0..5 and 10..15, of classes 1 and 0.</summary>
    public static void WriteTwo(TemporaryFolder folder, string split = "train")
    {
        File.WriteAllBytes(folder.File($"{split}-images-idx3-ubyte"), Bytes([2, 2, 3], [0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15]));
        File.WriteAllBytes(folder.File($"{split}-labels-idx1-ubyte.gz"), Zipped(Bytes([2], [1, 0])));
    }
}
