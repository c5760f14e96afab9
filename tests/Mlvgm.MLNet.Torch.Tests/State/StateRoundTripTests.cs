using CsCheck;
using Mlvgm.MLNet.Torch.State;
using Mlvgm.MLNet.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;
using Identity = Mlvgm.MLNet.Identities.Identity;

namespace Mlvgm.MLNet.Torch.Tests.State;

/// <summary>Random tensors of every type through a state and through a weight file: the same bits, whatever their layout in memory.</summary>
public sealed class StateRoundTripTests : IDisposable
{
    static readonly ScalarType[] Types =
    [
        ScalarType.Float64, ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64, ScalarType.Int32, ScalarType.Int16, ScalarType.Int8,
        ScalarType.Byte, ScalarType.Bool,
    ];

    static readonly Gen<(string Name, ScalarType Type, long[] Shape, int Seed)[]> Contents =
        Gen.Select(Gen.String[Gen.Char["abcxyz._/ üß\"\\"], 1, 12], Gen.Int[0, Types.Length - 1].Select(i => Types[i]), Gen.Long[0, 4].Array[0, 4],
            Gen.Int[0, 1000]).Array[0, 6];

    readonly TemporaryFolder _folder = new();

    string File => _folder.File("s.safetensors");

    [Fact]
    public void A_state_comes_back_with_every_tensor_value_and_its_identity() =>
        Gen.Select(Contents, Gen.Long[0, long.MaxValue], Gen.Double.Where(double.IsFinite)).Sample((contents, step, value) =>
    {
        using var scope = NewDisposeScope();
        var tensors = Made(contents);
        var identity = new Identity().With("step", step).With("names", string.Join(',', tensors.Keys));
        using (var state = new StateFile(step, identity))
        {
            foreach (var (name, made) in tensors) state.Add(name, made);
            state.Values["value"] = value;
            state.Write(File);
        }
        using var read = StateFile.Read(File);
        Assert.Equal((step, identity, value), (read.Step, read.Identity, read.Value<double>("value")));
        Check(tensors, read.Tensors);
        Check(tensors, read.Under(""));
    }, iter: 60, threads: 1);

    [Fact]
    public void A_weight_file_comes_back_with_its_texts_and_those_tensors_that_are_wanted() => Contents.Sample(contents =>
    {
        using var scope = NewDisposeScope();
        var tensors = Made(contents);
        var metadata = tensors.ToDictionary(pair => pair.Key, pair => $"{pair.Value.dtype}");
        Safetensors.Write(File, tensors, metadata);
        using var read = Safetensors.Read(File);
        Check(tensors, read.Tensors);
        Assert.Equal(metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal), read.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        using var some = Safetensors.Read(File, name => name.Length > 5);
        Assert.Equal(tensors.Keys.Where(name => name.Length > 5).Order(), some.Tensors.Keys.Order());
    }, iter: 60, threads: 1);

    [Fact]
    public void The_hash_of_a_state_changes_with_any_number_type_shape_name_and_text() => Contents.Where(contents => contents.Length > 0).Sample(contents =>
    {
        using var scope = NewDisposeScope();
        var tensors = Made(contents);
        string before = StateHash.Of(tensors, "a", "b");
        Assert.Equal(before, StateHash.Of(tensors.Reverse(), "a", "b"));
        Assert.NotEqual(before, StateHash.Of(tensors, "ab", ""));
        var (first, value) = tensors.First();
        Assert.NotEqual(before, StateHash.Of(With(first, value.unsqueeze(0)), "a", "b"));
        Assert.NotEqual(before, StateHash.Of(With(first, value.to(value.dtype == ScalarType.Float64 ? ScalarType.Float32 : ScalarType.Float64)), "a", "b"));
        Assert.NotEqual(before, StateHash.Of(With(first, null).Append(KeyValuePair.Create(first + "'", value)), "a", "b"));
        if (value.numel() > 0) Assert.NotEqual(before, StateHash.Of(With(first, value.dtype == ScalarType.Bool ? value.logical_not() : value + 1), "a", "b"));

        IEnumerable<KeyValuePair<string, Tensor>> With(string name, Tensor? other) =>
            tensors.Where(pair => pair.Key != name).Concat(other is null ? [] : [KeyValuePair.Create(name, other)]);
    }, iter: 60, threads: 1);

    [Fact]
    public void A_type_that_no_weight_file_has_is_refused_before_a_file_is_made()
    {
        using var complex = zeros(2, ScalarType.ComplexFloat32);
        Assert.Contains("no element type ComplexFloat32",
            Assert.Throws<NotSupportedException>(() => Safetensors.Write(File, [KeyValuePair.Create("a", complex)])).Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        using var read = new StateFile(1, new Identity());
        using var part = ones(2);
        read.Add("a", part);
        Assert.Throws<ArgumentException>(() => read.Add("a", part));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Every second one lies in memory the other way round.</summary>
    static Dictionary<string, Tensor> Made((string Name, ScalarType Type, long[] Shape, int Seed)[] contents)
    {
        var made = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, type, shape, seed) in contents)
        {
            if (made.ContainsKey(name) || name == "__metadata__") continue;
            long count = shape.Aggregate(1L, (product, side) => product * side);
            var values = ((arange(count, ScalarType.Float64) + seed) * 0.7).sin().mul(type is ScalarType.Byte or ScalarType.Bool ? 1 : 100).abs().reshape(
                shape).to(type);
            made.Add(name, seed % 2 == 0 || shape.Length < 2 ? values : values.transpose(0, 1).contiguous().transpose(0, 1));
        }
        return made;
    }

    static void Check(Dictionary<string, Tensor> expected, IReadOnlyDictionary<string, Tensor> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (name, value) in expected)
        {
            Assert.Equal((value.dtype, string.Join(',', value.shape)), (actual[name].dtype, string.Join(',', actual[name].shape)));
            if (value.numel() > 0) Assert.Equal(value.contiguous().bytes.ToArray(), actual[name].bytes.ToArray());
        }
    }
}
