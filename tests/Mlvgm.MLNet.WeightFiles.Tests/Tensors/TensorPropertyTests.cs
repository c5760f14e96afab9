using CsCheck;
using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Safetensors;
using Mlvgm.MLNet.WeightFiles.Tensors;
using Mlvgm.Testing.WeightFiles;

namespace Mlvgm.MLNet.WeightFiles.Tests.Tensors;

/// <summary>Random tensors through every format: names, types, shapes and numbers come back.</summary>
public sealed class TensorPropertyTests : IDisposable
{
    static readonly Gen<string> Names = Gen.String[Gen.Char["abcXYZ019._/ üß\u4e2d\"\\{}:\t"], 1, 20];
    static readonly Gen<long[]> Shapes = Gen.Long[0, 4].Array[0, 5];

    readonly Opening _opening = new();

    [Fact]
    public void What_is_written_as_safetensors_reads_back() =>
        Gen.Select(Names, Shapes, Gen.UInt).List[0, 6].Sample(tensors =>
        {
            var unique = tensors.DistinctBy(tensor => tensor.Item1).Where(tensor => tensor.Item1 != "__metadata__").ToList();
            using var file = new MemoryStream();
            var metadata = unique.ToDictionary(tensor => tensor.Item1, tensor => $"{tensor.Item3}");
            SafetensorsWriter.Write(file, [.. unique.Select(
                tensor => SafetensorsTensor.Of<float>(tensor.Item1, Numbers(tensor.Item2, tensor.Item3), tensor.Item2))], metadata);
            using var contents = _opening.Open(file.ToArray());
            Assert.Equal(WeightFileFormat.Safetensors, contents.Format);
            Assert.Equal(unique.Select(tensor => tensor.Item1), contents.Tensors.Keys);
            Assert.Equal(metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal), contents.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal));
            foreach (var (name, shape, seed) in unique)
            {
                Assert.Equal(shape, contents[name].Shape);
                Assert.Equal(Numbers(shape, seed), contents[name].ToArray<float>());
            }
        }, iter: 100, threads: 1);

    [Fact]
    public void A_tensor_of_any_strides_has_the_elements_that_its_strides_name() =>
        Gen.Select(Gen.Long[0, 4].Array[0, 4], Gen.Long[0, 6].Array[4], Gen.Long[0, 5]).Sample((shape, steps, offset) =>
        {
            const int Elements = 40;
            long[] strides = steps[..shape.Length];
            long last = offset + shape.Zip(strides).Sum(pair => (pair.First - 1) * pair.Second);
            bool empty = shape.Contains(0);
            byte[] pickle = PickleWriter.Write(w => w.Tensor(s => s.Storage("ByteStorage", "0", Elements), offset, shape, strides));
            byte[] data = [.. Enumerable.Range(0, Elements).Select(i => (byte)i)];
            if (!empty && last >= Elements)
            {
                _opening.AssertRefused(SampleFiles.Archive(pickle, [("0", data)]), "does not fit its storage of 40 elements");
                return;
            }
            using var contents = _opening.Open(SampleFiles.Archive(pickle, [("0", data)]));
            Assert.Equal(Indices(shape, strides, 0, offset).Select(index => (byte)index), contents["tensor"].ReadBytes());
        }, iter: 200, threads: 1);

    [Fact]
    public void A_negative_of_a_negative_is_the_number_in_every_type() => Gen.Byte.Array[16].Sample(bytes =>
    {
        foreach (var type in Enum.GetValues<ElementType>().Where(Negation.IsDefined))
        {
            byte[] twice = [.. bytes];
            Negation.Apply(twice, type);
            Assert.NotEqual(type is ElementType.Float64 or ElementType.Float32 or ElementType.Float16 or ElementType.BFloat16 ? bytes : [], twice);
            Negation.Apply(twice, type);
            Assert.Equal(bytes, twice);
        }
    }, iter: 100);

    [Theory]
    [InlineData(ElementType.Bool)]
    [InlineData(ElementType.Other)]
    public void What_has_no_sign_is_not_negated(ElementType type) => Assert.Contains(
        "without signs", Assert.Throws<InvalidDataException>(() => Negation.Apply(new byte[8], type)).Message);

    [Fact]
    public void A_tensor_that_is_a_whole_storage_has_as_many_elements()
    {
        var storage = new TensorStorage(StoredType.Of(ElementType.UInt8), 6, new MemoryBytes([1, 2, 3, 4, 5, 6]));
        Assert.Equal([3, 1], TensorView.Whole(storage, [2, 3], new ReadBudget(6)).Strides);
        Assert.Contains("a tensor of shape [2, 2] has 6 elements of data",
            Assert.Throws<InvalidDataException>(() => TensorView.Whole(storage, [2, 2], new ReadBudget(6))).Message);
    }

    [Fact]
    public void Elements_of_an_unknown_type_have_no_size_and_no_name()
    {
        foreach (var type in new[] { ElementType.Other, (ElementType)999 })
        {
            Assert.Contains("neither read nor written", Assert.Throws<ArgumentOutOfRangeException>(() => ElementTypes.SizeOf(type)).Message);
            Assert.Throws<ArgumentOutOfRangeException>(() => ElementTypes.NameOf(type));
        }
        foreach (var type in Enum.GetValues<ElementType>().Where(type => type != ElementType.Other))
        {
            Assert.True(ElementTypes.TryParse(ElementTypes.NameOf(type), out var again));
            Assert.Equal(type, again);
            Assert.InRange(ElementTypes.SizeOf(type), 1, 8);
        }
        Assert.Equal("other", ElementTypes.NameOrOther(ElementType.Other));
    }

    public void Dispose() => _opening.Dispose();

    static float[] Numbers(long[] shape, uint seed)
    {
        var random = new Random((int)(seed % int.MaxValue));
        return [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (product, side) => product * side)).Select(_ => random.NextSingle() - 0.5f)];
    }

    static IEnumerable<long> Indices(long[] shape, long[] strides, int dimension, long at)
    {
        if (dimension == shape.Length) return [at];
        return Enumerable.Range(0, (int)shape[dimension]).SelectMany(i => Indices(shape, strides, dimension + 1, at + i * strides[dimension]));
    }
}
