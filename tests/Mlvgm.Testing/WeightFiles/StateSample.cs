using System.Runtime.InteropServices;
using Mlvgm.MLNet.WeightFiles.Tensors;

namespace Mlvgm.Testing.WeightFiles;

/// <summary>A small state dictionary with every kind of view, and its storages.</summary>
public static class StateSample
{
    static readonly float[] Numbers = [0, -1.5f, float.NaN, float.PositiveInfinity, 1e-40f, 5, 6, 7, 8, 9, 10, 11];

    static readonly long[] Integers = [-3, long.MaxValue, 12];

    /// <summary>The storages by key: class and little-endian bytes.</summary>
    public static IReadOnlyDictionary<string, (string Class, int Size, byte[] Bytes)> Storages { get; } =
        new SortedDictionary<string, (string, int, byte[])>(StringComparer.Ordinal)
        {
            ["0"] = ("FloatStorage", 4, MemoryMarshal.AsBytes<float>(Numbers).ToArray()),
            ["1"] = ("LongStorage", 8, MemoryMarshal.AsBytes<long>(Integers).ToArray()),
            ["2"] = ("HalfStorage", 2, [0x00, 0x3c, 0x01, 0x7e, 0xff, 0xff]),
            ["3"] = ("BoolStorage", 1, [0, 1, 1]),
            ["4"] = ("FloatStorage", 4, []),
        };

    /// <summary>What a reader should give.</summary>
    public static IReadOnlyDictionary<string, SampleTensor> Tensors { get; } = new Dictionary<string, SampleTensor>
    {
        ["whole"] = Floats([3, 4], [.. Enumerable.Range(0, 12)]),
        ["transposed"] = Floats([4, 3], 0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11),
        ["part"] = Floats([2], 5, 7),
        ["expanded"] = Floats([2, 3], 1, 1, 1, 2, 2, 2),
        ["scalar"] = Floats([], 5),
        ["empty"] = new(ElementType.Float32, [0, 4], []),
        ["steps"] = new(ElementType.Int64, [3], Storages["1"].Bytes),
        ["halves"] = new(ElementType.Float16, [3, 1], Storages["2"].Bytes),
        ["flags"] = new(ElementType.Bool, [3], Storages["3"].Bytes),
    };

    /// <summary>Writes the dictionary; <paramref name="storage"/> writes a storage by its key.</summary>
    public static void Write(PickleWriter writer, Action<PickleWriter, string> storage) => writer.OrderedDictionary(
        ("whole", w => w.Tensor(s => storage(s, "0"), 0, [3, 4], [4, 1])),
        ("transposed", w => w.Tensor(s => storage(s, "0"), 0, [4, 3], [1, 4])),
        ("part", w => w.Tensor(s => storage(s, "0"), 5, [2], [2])),
        ("expanded", w => w.Tensor(s => storage(s, "0"), 1, [2, 3], [1, 0])),
        ("scalar", w => w.Parameter(p => p.Tensor(s => storage(s, "0"), 5, [], []))),
        ("empty", w => w.Tensor(s => storage(s, "4"), 0, [0, 4], [4, 1])),
        ("steps", w => w.Tensor(s => storage(s, "1"), 0, [3], [1])),
        ("halves", w => w.Tensor(s => storage(s, "2"), 0, [3, 1], [1, 9])),
        ("flags", w => w.Tensor(s => storage(s, "3"), 0, [3], [1]))).Dictionary(("_metadata", w => w.OrderedDictionary())).Op('b');

    /// <summary>The bytes of a storage as a machine of the other byte order writes them.</summary>
    public static byte[] Swapped(byte[] bytes, int size) => [.. bytes.Chunk(size).SelectMany(element => element.Reverse())];

    static SampleTensor Floats(long[] shape, params int[] indices) =>
        new(ElementType.Float32, shape, MemoryMarshal.AsBytes<float>(indices.Select(i => Numbers[i]).ToArray()).ToArray());
}
