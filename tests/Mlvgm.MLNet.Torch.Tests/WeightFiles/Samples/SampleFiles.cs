using System.Text;
using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.Torch.WeightFiles;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.WeightFiles.Samples;

/// <summary>One small file of every format that is read.</summary>
static class SampleFiles
{
    static readonly byte[] Magic = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];

    static readonly Lazy<IReadOnlyList<SampleFile>> Files = new(() =>
        [Safetensor(), Zip(), BigEndianZip(), Legacy(), ModuleSamples.Persistence(), ModuleSamples.TensorFlow(), ModuleSamples.Walker(), Onnx()]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SampleFile> All => Files.Value;

    /// <summary>The archive that PyTorch writes for a pickle and its storages.</summary>
    public static byte[] Archive(byte[] pickle, IEnumerable<(string Key, byte[] Bytes)> storages, string? byteOrder = null) => ZipWriter.Write(
    [
        new ZipPart("archive/data.pkl", pickle),
        .. byteOrder is null ? (ZipPart[])[] : [new ZipPart("archive/byteorder", Encoding.ASCII.GetBytes(byteOrder))],
        .. storages.Select(storage => new ZipPart($"archive/data/{storage.Key}", storage.Bytes)),
        new ZipPart("archive/version", "3\n"u8.ToArray()),
    ]);

    /// <summary>A file of the old format: five pickles, then the storages with their element counts.</summary>
    public static byte[] LegacyFile(Action<PickleWriter> root, params (string Key, int Size, byte[] Bytes)[] storages) =>
    [
        .. Magic,
        .. PickleWriter.Write(w => w.Int(1001)),
        .. PickleWriter.Write(w => w.Dictionary(
            ("protocol_version", v => v.Int(1001)), ("little_endian", v => v.Bool(true)), ("type_sizes", v => v.Dictionary(("int", i => i.Int(4)))))),
        .. PickleWriter.Write(root),
        .. PickleWriter.Write(w => w.List([.. storages.Select(storage => (Action<PickleWriter>)(v => v.Text(storage.Key)))])),
        .. storages.SelectMany(storage => (byte[])[.. BitConverter.GetBytes((long)storage.Bytes.Length / storage.Size), .. storage.Bytes]),
    ];

    static SampleFile Safetensor()
    {
        using var scope = NewDisposeScope();
        string path = Path.GetTempFileName();
        Safetensors.Write(
            path,
            new Dictionary<string, Tensor> { ["a"] = arange(6, ScalarType.Float32).view(2, 3), ["b.c"] = ones(2, ScalarType.Int64), ["e"] = zeros(0) },
            new Dictionary<string, string> { ["key"] = "text" });
        byte[] bytes = File.ReadAllBytes(path);
        using var read = Safetensors.Read(path);
        var tensors = read.Tensors.ToDictionary(
            pair => pair.Key, pair => new SampleTensor(pair.Value.dtype, pair.Value.shape, pair.Value.numel() == 0 ? [] : pair.Value.bytes.ToArray()));
        File.Delete(path);
        int data = 8 + BitConverter.ToInt32(bytes);
        return new SampleFile("safetensors", bytes, tensors)
        {
            Contents = bytes[8..data],
            Repack = header => [.. BitConverter.GetBytes((long)header.Length), .. header, .. bytes[data..]],
        };
    }

    static SampleFile Zip() => ZipOf("pth-zip", null, (bytes, _) => bytes);

    static SampleFile BigEndianZip() => ZipOf("pth-big-endian", "big", StateSample.Swapped);

    static SampleFile ZipOf(string name, string? byteOrder, Func<byte[], int, byte[]> order)
    {
        byte[] pickle = PickleWriter.Write(w => w.Dictionary(
            ("state_dict", d => StateSample.Write(d, (s, key) => s.Storage(
                StateSample.Storages[key].Class, key, StateSample.Storages[key].Bytes.Length / StateSample.Storages[key].Size))),
            ("epoch", d => d.Int(7)),
            ("configuration", d => d.Dictionary(("name", v => v.Text("naïve ✓")), ("rate", v => v.Op('G').Raw(0x3f, 0xe0, 0, 0, 0, 0, 0, 0))))));
        byte[] Pack(byte[] inner) => Archive(inner, StateSample.Storages.Select(pair => (pair.Key, order(pair.Value.Bytes, pair.Value.Size))), byteOrder);
        return new SampleFile(name, Pack(pickle), Prefixed("state_dict/")) { Checksummed = true, Contents = pickle, Repack = Pack };
    }

    static SampleFile Legacy()
    {
        var storages = StateSample.Storages.Select(pair => (pair.Key, pair.Value.Size, pair.Value.Bytes)).Reverse().ToArray();
        byte[] bytes = LegacyFile(
            w => StateSample.Write(w, (s, key) => s.Storage(
                StateSample.Storages[key].Class, key, StateSample.Storages[key].Bytes.Length / StateSample.Storages[key].Size, legacy: true)),
            storages);
        return new SampleFile("pth-legacy", bytes, Prefixed(""));
    }

    static SampleFile Onnx()
    {
        using var scope = NewDisposeScope();
        using var module = nn.Linear(3, 2);
        string path = Path.GetTempFileName();
        OnnxExporter.Export(module, path, new OnnxExportOptions { Inputs = [new OnnxInput("x", 1, 3)], OutputNames = ["y"] });
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return new SampleFile("onnx", bytes, new Dictionary<string, SampleTensor>());
    }

    static Dictionary<string, SampleTensor> Prefixed(string prefix) =>
        StateSample.Tensors.ToDictionary(pair => prefix + pair.Key, pair => pair.Value);
}
