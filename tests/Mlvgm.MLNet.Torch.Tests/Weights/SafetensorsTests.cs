using System.Buffers.Binary;
using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Weights;

public sealed class SafetensorsTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    string File(string name = "file.safetensors") => _folder.File(name);

    public void Dispose() => _folder.Dispose();

    public static TheoryData<ScalarType> Types =>
    [
        ScalarType.Float64, ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64, ScalarType.Int32,
        ScalarType.Int16, ScalarType.Int8, ScalarType.Byte, ScalarType.Bool,
    ];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_and_shape_comes_back_bit_for_bit(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var numbers = arange(24, ScalarType.Float32).remainder(2).to(type);
        var tensors = new Dictionary<string, Tensor>
        {
            ["matrix"] = numbers.view(4, 6),
            ["transposed"] = numbers.view(4, 6).t(),
            ["scalar"] = numbers[1],
            ["empty"] = zeros([3, 0], type),
        };
        Safetensors.Write(File(), tensors, new Dictionary<string, string> { ["a key"] = "text with \"quotes\" and ü" });
        using var read = Safetensors.Read(File());
        Assert.Equal("text with \"quotes\" and ü", read.Metadata["a key"]);
        foreach (var (name, expected) in tensors)
        {
            Assert.Equal(type, read[name].dtype);
            Assert.Equal(expected.shape, read[name].shape);
            Assert.True(read[name].equal(expected).all().item<bool>());
        }
    }

    [Fact]
    public void Equal_contents_give_equal_bytes_whose_data_begins_at_a_multiple_of_8()
    {
        using var value = arange(5, ScalarType.Float32);
        foreach (string name in (string[])["a", "b"]) Safetensors.Write(File(name), [KeyValuePair.Create("x", value)]);
        byte[] bytes = System.IO.File.ReadAllBytes(File("a"));
        Assert.Equal(bytes, System.IO.File.ReadAllBytes(File("b")));
        Assert.Equal(0UL, BinaryPrimitives.ReadUInt64LittleEndian(bytes) % 8);
    }

    [Fact]
    public void A_name_that_occurs_twice_is_refused_and_the_old_file_kept()
    {
        using var value = ones(1);
        Safetensors.Write(File(), [KeyValuePair.Create("x", value)]);
        Assert.Throws<ArgumentException>(() => Safetensors.Write(File(), [KeyValuePair.Create("y", value), KeyValuePair.Create("y", value)]));
        using var read = Safetensors.Read(File());
        Assert.Equal(["x"], read.Tensors.Keys);
    }
}
