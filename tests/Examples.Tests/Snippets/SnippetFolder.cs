using System.Buffers.Binary;
using System.IO.Compression;
using Mlvgm.MLNet.Models;
using Mlvgm.Testing.WeightFiles;

namespace Examples.Tests.Snippets;

/// <summary>The folder that a program runs in: it has the files that pages name, under those names; of data sets the first images only.</summary>
sealed class SnippetFolder : IDisposable
{
    const int Images = 600;
    readonly TemporaryFolder _folder = new();

    public SnippetFolder()
    {
        var models = ModelStore.Shipped();
        PlaceImages(RepositoryRoot.PathOf("examples", "data", "fashion-mnist"), "examples/data/fashion-mnist");
        Place(models.VerifiedPath(models.Find("fashion-mnist-encoder"), "onnx"), "encoder.onnx");
        Place(models.VerifiedPath(models.Find("fashion-mnist-nvae"), "onnx"), "generator.onnx");
        Place(models.VerifiedPath(models.Find("fashion-mnist-nvae"), "safetensors"), "generator.safetensors");
        Directory.CreateDirectory(_folder.File("photographs"));
        File.WriteAllBytes(_folder.File("checkpoint.pth"), Checkpoint());
    }

    public string Path => _folder.Path;

    public void Dispose() => _folder.Dispose();

    /// <summary>A checkpoint as PyTorch writes it: a state dictionary of one weight, its epoch and its configuration.</summary>
    static byte[] Checkpoint()
    {
        byte[] pickle = PickleWriter.Write(w => w.Dictionary(
            ("state_dict", v => v.OrderedDictionary(("conv.weight", t => t.Tensor(s => s.Storage("FloatStorage", "0", 4), 0, [2, 2], [2, 1])))),
            ("epoch", e => e.Int(7)),
            ("configuration", v => v.Dictionary(("num_scales", n => n.Int(3))))));
        return ZipWriter.Write([new ZipPart("checkpoint/data.pkl", pickle), new ZipPart("checkpoint/data/0", new byte[16])]);
    }

    void Place(string file, string name) => File.Copy(file, _folder.File(name));

    /// <summary>A data set in IDX files, unpacked and cut.</summary>
    void PlaceImages(string folder, string name)
    {
        string target = Directory.CreateDirectory(_folder.File(name)).FullName;
        foreach (string file in Directory.EnumerateFiles(folder, "*.gz"))
        {
            using var unpacked = new MemoryStream();
            using (var packed = new GZipStream(File.OpenRead(file), CompressionMode.Decompress)) packed.CopyTo(unpacked);
            byte[] bytes = unpacked.ToArray();
            // Four bytes of which the last is the number of dimensions, the dimensions, of which the first is the number of images, and the images.
            int header = 4 + 4 * bytes[3], count = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4));
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), Images);
            File.WriteAllBytes(System.IO.Path.Combine(target, System.IO.Path.GetFileNameWithoutExtension(file)), bytes[..(header + (bytes.Length - header) / count * Images)]);
        }
        File.Copy(System.IO.Path.Combine(folder, "classes.txt"), System.IO.Path.Combine(target, "classes.txt"));
    }
}
