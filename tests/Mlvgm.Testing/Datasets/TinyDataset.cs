namespace Mlvgm.Testing.Datasets;

/// <summary>IDX files of 8x8 images in two classes that differ in brightness.</summary>
public static class TinyDataset
{
    public const int TrainImages = 40;
    public const int TestImages = 20;

    public static string Write(TemporaryFolder folder, int trainImages = TrainImages)
    {
        string path = Directory.CreateDirectory(folder.File("data")).FullName;
        Write(path, "train", trainImages);
        Write(path, "t10k", TestImages);
        return path;
    }

    static void Write(string folder, string prefix, int count)
    {
        byte[] labels = [.. Enumerable.Range(0, count).Select(i => (byte)(i % 2))];
        byte[] pixels = [.. Enumerable.Range(0, count * 64).Select(i => (byte)(labels[i / 64] * 128 + i * 31 % 100))];
        File.WriteAllBytes(Path.Combine(folder, $"{prefix}-images-idx3-ubyte"), IdxWriter.Bytes([count, 8, 8], pixels));
        File.WriteAllBytes(Path.Combine(folder, $"{prefix}-labels-idx1-ubyte"), IdxWriter.Bytes([count], labels));
    }
}
