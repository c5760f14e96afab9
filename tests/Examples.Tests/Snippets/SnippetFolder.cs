using System.Buffers.Binary;
using System.IO.Compression;
using Mlvgm.MLNet.Models;
using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.OnnxExport.Inputs;
using Mlvgm.Testing.WeightFiles;
using static TorchSharp.torch;

namespace Examples.Tests.Snippets;

/// <summary>The folder that a program runs in: it has the files that pages name, under those names; of data sets the first images only.</summary>
sealed class SnippetFolder : IDisposable
{
    const int Images = 600;

    /// <summary>A small network in the place of the large one that a page names.</summary>
    static readonly Lazy<byte[]> Classifier = new(() =>
    {
        using var folder = new TemporaryFolder();
        using var network = nn.Sequential(nn.Conv2d(3, 8, 3, padding: 1), nn.BatchNorm2d(8), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 5));
        OnnxExporter.Export(network, folder.File("network.onnx"), new OnnxExportOptions { Inputs = [new OnnxInput("image", 3, 224, 224)] });
        return File.ReadAllBytes(folder.File("network.onnx"));
    });

    readonly TemporaryFolder _folder = new();

    public SnippetFolder()
    {
        var models = ModelStore.Shipped();
        PlaceImages(RepositoryRoot.PathOf("examples", "data", "fashion-mnist"), "examples/data/fashion-mnist");
        Place(models.VerifiedPath(models.Find("fashion-mnist-encoder"), "onnx"), "encoder.onnx");
        Place(models.VerifiedPath(models.Find("fashion-mnist-nvae"), "onnx"), "generator.onnx");
        Place(models.VerifiedPath(models.Find("fashion-mnist-nvae"), "safetensors"), "generator.safetensors");
        File.WriteAllBytes(_folder.File("resnet18.onnx"), Classifier.Value);
        ApiTour.Small.WriteImages(_folder.File("photographs"), Images);
        Place(Directory.EnumerateFiles(_folder.File("photographs"), "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First(), "picture.png");
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
