using Mlvgm.Testing.WeightFiles;


namespace Mlvgm.MLNet.WeightFiles.Tests.Onnx;

public sealed class OnnxInitializersTests : IDisposable
{
    static readonly byte[] Float32 = [0x10, 1], Int64 = [0x10, 7], Name = [0x42, 1, (byte)'w'];

    readonly string _path = Path.GetTempFileName();

    [Fact]
    public void Packed_raw_typed_and_external_data_are_listed()
    {
        var summary = Read(
            Tensor(Name, Float32, [0x08, 2, 0x08, 3], ProtoBytes.Field(9, new byte[24])),
            Tensor([0x42, 1, (byte)'p'], Int64, ProtoBytes.Field(1, [2]), ProtoBytes.Field(7, [1, 0x80, 1])),
            Tensor([0x42, 1, (byte)'x'], Float32, [0x08, 100], [0x70, 1]),
            Tensor([0x42, 1, (byte)'s'], Float32, ProtoBytes.Field(4, new byte[4])));
        Assert.Equal("ONNX model", summary.Format);
        Assert.Equal(
            ["w F32 2x3", "p I64 2", "x F32 100", "s F32 "],
            summary.Tensors.Select(tensor => $"{tensor.Name} {tensor.Type} {string.Join('x', tensor.Shape)}"));
    }

    public static TheoryData<byte[], string> Bad => new()
    {
        { Tensor(Name, Float32, [0x08, 2], ProtoBytes.Field(9, new byte[24])), "'w' of shape [2] and type F32" },
        { Tensor(Name, Float32, [0x08, 7]), "does not match its data" },
        { Tensor(Name, [0x10, 99], ProtoBytes.Field(9, new byte[4])), "element type 99" },
        { Tensor(Name, ProtoBytes.Field(9, new byte[4])), "element type 0" },
        { Tensor(Name, Float32, [0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]), "shape [-1]" },
        { Tensor(Name, Float32, [0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]), "too long" },
        { Tensor(Name, Float32, ProtoBytes.Field(1, [.. Enumerable.Repeat((byte)1, 40)])), "dimensions" },
        { Tensor(Name, Float32, [0x4a, 100, 1]), "100 bytes is announced where 1 are left" },
        { Tensor(Name, [0x0b]), "no protobuf message" },
        { Tensor(Name, [0x02, 0]), "no protobuf message" },
        { Tensor(Name, [0x0d, 1]), "ends in the middle" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_damaged_model_is_refused_with_the_reason(byte[] tensor, string reason)
    {
        var error = Assert.Throws<InvalidDataException>(() => Read(tensor));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(_path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_without_a_graph_is_no_model()
    {
        File.WriteAllBytes(_path, [0x08, 7, 0x12, 1, (byte)'p']);
        Assert.Contains("has no graph", Assert.Throws<InvalidDataException>(() => WeightFileSummary.Of(_path)).Message);
    }

    public void Dispose() => File.Delete(_path);

    WeightFileSummary Read(params byte[][] tensors)
    {
        File.WriteAllBytes(_path, [0x08, 7, .. ProtoBytes.Field(7, [.. tensors.SelectMany(tensor => tensor)])]);
        return WeightFileSummary.Of(_path);
    }

    /// <summary>An initialiser of a graph.</summary>
    static byte[] Tensor(params byte[][] fields) => ProtoBytes.Field(5, [.. fields.SelectMany(field => field)]);
}
