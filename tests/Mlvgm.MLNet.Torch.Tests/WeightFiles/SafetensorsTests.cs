using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Mlvgm.MLNet.Torch.WeightFiles;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.WeightFiles;

public sealed class SafetensorsTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("safetensors").FullName;

    string File(string name = "file.safetensors") => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

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
            ["matrix"] = numbers.view(4, 6), ["transposed"] = numbers.view(4, 6).t(), ["scalar"] = numbers[1], ["empty"] = zeros([3, 0], type),
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

    [Theory]
    [InlineData("[]", 0, "not a JSON object")]
    [InlineData("{", 0, "malformed")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 0, "need 4 bytes of data, but there are 0")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "need 4 bytes of data, but there are 8")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "does not fit its 4 bytes")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "does not fit")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "does not fit")]
    [InlineData("""{"x":{"dtype":"Q4","shape":[1],"data_offsets":[0,4]}}""", 4, "unknown element type Q4")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "impossible data offsets")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1]}}""", 4, "malformed")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "occurs twice")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 6, "expected 4")]
    public void A_bad_header_is_named(string header, int dataBytes, string reason)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] bytes = [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. new byte[dataBytes]];
        System.IO.File.WriteAllBytes(File(), bytes);
        var error = Assert.Throws<InvalidDataException>(() => Safetensors.Read(File()));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(File(), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0UL, 3)]
    [InlineData(ulong.MaxValue, 8)]
    [InlineData(1_000_000UL, 8)]
    public void A_bad_length_is_named_before_anything_is_allocated(ulong length, int fileBytes)
    {
        System.IO.File.WriteAllBytes(File(), BitConverter.GetBytes(length)[..fileBytes]);
        Assert.Throws<InvalidDataException>(() => Safetensors.Read(File()));
    }

    [Fact]
    public void A_damaged_file_is_read_or_refused_with_one_kind_of_error()
    {
        using (var value = arange(6, ScalarType.Float32)) Safetensors.Write(File(), [KeyValuePair.Create("x", value)]);
        byte[] good = System.IO.File.ReadAllBytes(File());
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            byte[] bad = [.. good];
            bad[at] = value;
            string path = File($"{Guid.NewGuid():N}");
            System.IO.File.WriteAllBytes(path, bad);
            try
            {
                using var read = Safetensors.Read(path);
            }
            catch (InvalidDataException)
            {
            }
        }, iter: 300);
    }
}
