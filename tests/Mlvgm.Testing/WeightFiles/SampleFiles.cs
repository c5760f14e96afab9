using System.Runtime.InteropServices;
using System.Text;
using Mlvgm.MLNet.WeightFiles.Safetensors;
using Mlvgm.MLNet.WeightFiles.Tensors;

namespace Mlvgm.Testing.WeightFiles;

/// <summary>One small file of every format that is read.</summary>
public static class SampleFiles
{
    static readonly byte[] Magic = [0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

    static readonly Lazy<IReadOnlyList<SampleFile>> Files = new(() =>
        [Safetensor(), Zip(), BigEndianZip(), Legacy(), ModuleSamples.Persistence(), ModuleSamples.TensorFlow(), ModuleSamples.Walker(), OnnxSample.Create()]);

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
    public static byte[] LegacyFile(Action<PickleWriter> root, params (string Key, int Size, byte[] Bytes)[] storages) => LegacyFile(root, 2, storages);

    /// <summary>The same with pickles of another protocol; from 4 on they come in frames.</summary>
    public static byte[] LegacyFile(Action<PickleWriter> root, byte protocol, params (string Key, int Size, byte[] Bytes)[] storages)
    {
        byte[] Pickle(Action<PickleWriter> value)
        {
            byte[] pickle = PickleWriter.Write(value, protocol);
            return protocol < 4 ? pickle : [0x80, protocol, 0x95, .. BitConverter.GetBytes(pickle.Length - 2L), .. pickle[2..]];
        }
        return
        [
            .. Pickle(w => w.Raw(Magic)),
            .. Pickle(w => w.Int(1001)),
            .. Pickle(w => w.Dictionary(
                ("protocol_version", v => v.Int(1001)), ("little_endian", v => v.Bool(true)), ("type_sizes", v => v.Dictionary(("int", i => i.Int(4)))))),
            .. Pickle(root),
            .. Pickle(w => w.List([.. storages.Select(storage => (Action<PickleWriter>)(v => v.Text(storage.Key)))])),
            .. storages.SelectMany(storage => (byte[])[.. BitConverter.GetBytes((long)storage.Bytes.Length / storage.Size), .. storage.Bytes]),
        ];
    }

    static SampleFile Safetensor()
    {
        using var file = new MemoryStream();
        float[] numbers = [0, 1, 2, 3, 4, 5];
        long[] ones = [1, 1];
        SafetensorsWriter.Write(
            file,
            [
                SafetensorsTensor.Of<float>("a", numbers, 2, 3), SafetensorsTensor.Of<long>("b.c", ones, 2),
                SafetensorsTensor.Of("e", ReadOnlyMemory<float>.Empty, 0),
            ],
            new Dictionary<string, string> { ["key"] = "text" });
        byte[] bytes = file.ToArray();
        int data = 8 + BitConverter.ToInt32(bytes);
        var tensors = new Dictionary<string, SampleTensor>
        {
            ["a"] = new(ElementType.Float32, [2, 3], MemoryMarshal.AsBytes<float>(numbers).ToArray()),
            ["b.c"] = new(ElementType.Int64, [2], MemoryMarshal.AsBytes<long>(ones).ToArray()),
            ["e"] = new(ElementType.Float32, [0], []),
        };
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

    static Dictionary<string, SampleTensor> Prefixed(string prefix) =>
        StateSample.Tensors.ToDictionary(pair => prefix + pair.Key, pair => pair.Value);
}
