using System.Buffers.Binary;
using Mlvgm.MLNet.WeightFiles.Safetensors;
using Mlvgm.MLNet.WeightFiles.Tensors;

namespace Mlvgm.MLNet.WeightFiles.Tests.Safetensors;

public sealed class SafetensorsWriterTests : IDisposable
{
    readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Numbers_of_every_type_come_back()
    {
        RoundTrip<double>(ElementType.Float64, -1.5, double.NaN);
        RoundTrip<float>(ElementType.Float32, 1e-40f, float.NegativeInfinity);
        RoundTrip<Half>(ElementType.Float16, (Half)0.1, Half.MaxValue);
        RoundTrip<long>(ElementType.Int64, long.MinValue, 7);
        RoundTrip<int>(ElementType.Int32, int.MinValue, 7);
        RoundTrip<short>(ElementType.Int16, short.MinValue, 7);
        RoundTrip<sbyte>(ElementType.Int8, sbyte.MinValue, 7);
        RoundTrip<byte>(ElementType.UInt8, 255, 7);
        RoundTrip<bool>(ElementType.Bool, true, false);
    }

    [Fact]
    public void Bytes_that_are_made_when_they_are_written_come_back_with_names_shapes_and_metadata()
    {
        byte[] upper = [0x80, 0x3f, 0, 0xc0];
        Write(
            [
                new SafetensorsTensor("b", ElementType.BFloat16, [2, 1], stream => stream.Write(upper)), SafetensorsTensor.Of<float>("ü", new[] { 5f }),
                SafetensorsTensor.Of("empty", ReadOnlyMemory<int>.Empty, 3, 0),
            ],
            new Dictionary<string, string> { ["z"] = "last", ["a key"] = "text with \"quotes\" and ü" });
        using var contents = WeightFile.OpenSafetensors(_path);
        Assert.Equal(["b", "ü", "empty"], contents.Tensors.Keys);
        Assert.Equal([2, 1], contents["b"].Shape);
        Assert.Equal(upper, contents["b"].ReadBytes());
        Assert.Empty(contents["ü"].Shape);
        Assert.Equal([3, 0], contents["empty"].Shape);
        Assert.Equal("text with \"quotes\" and ü", contents.Metadata["a key"]);
        var header = SafetensorsHeader.Read(_path);
        Assert.Equal(2, header.Metadata.Count);
        Assert.Equal([("b", 0, 4), ("ü", 4, 8), ("empty", 8, 8)], header.Entries.Select(entry => (entry.Name, entry.Begin, entry.End)));
    }

    [Fact]
    public void Data_begins_at_a_multiple_of_8_whatever_the_order_of_the_metadata()
    {
        byte[] WriteOnce(params (string, string)[] metadata)
        {
            Write([SafetensorsTensor.Of<byte>("x", new byte[] { 1 })], metadata.ToDictionary(pair => pair.Item1, pair => pair.Item2));
            return File.ReadAllBytes(_path);
        }
        byte[] bytes = WriteOnce(("a", "1"), ("b", "2"));
        Assert.Equal(bytes, WriteOnce(("b", "2"), ("a", "1")));
        Assert.Equal(0UL, BinaryPrimitives.ReadUInt64LittleEndian(bytes) % 8);
        Assert.Equal("""{"__metadata__":{"a":"1","b":"2"},"x":{"dtype":"U8","shape":[],"data_offsets":[0,1]}}""",
            System.Text.Encoding.UTF8.GetString(bytes[8..^1]).TrimEnd());
    }

    [Fact]
    public void What_cannot_be_written_is_named_before_anything_is()
    {
        var one = SafetensorsTensor.Of<float>("x", new[] { 1f });
        using var stream = new MemoryStream();
        Assert.Contains("'x' occurs twice", Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(stream, [one, one])).Message);
        Assert.Equal(0, stream.Length);
        Assert.Contains("has 6 elements; 5 are given",
            Assert.Throws<ArgumentException>(() => SafetensorsTensor.Of<float>("x", new float[5], 2, 3)).Message);
        Assert.Contains("the shape [-1]", Assert.Throws<ArgumentException>(() => SafetensorsTensor.Of<float>("x", new float[1], -1)).Message);
        Assert.Contains("System.Decimal", Assert.Throws<NotSupportedException>(() => SafetensorsTensor.Of<decimal>("x", new decimal[1])).Message);
    }

    [Fact]
    public void A_tensor_that_writes_more_or_less_than_it_announces_is_named()
    {
        using var stream = new MemoryStream();
        var tensor = new SafetensorsTensor("x", ElementType.Float32, [2], target => target.Write(new byte[7]));
        Assert.Contains("'x' has 8 bytes, but 7", Assert.Throws<InvalidOperationException>(() => SafetensorsWriter.Write(stream, [tensor])).Message);
    }

    void RoundTrip<T>(ElementType type, params T[] values) where T : unmanaged
    {
        Write([SafetensorsTensor.Of<T>("x", values, values.Length, 1)]);
        using var contents = WeightFile.Open(_path);
        Assert.Equal(type, contents["x"].Type);
        Assert.Equal(values, contents["x"].ToArray<T>());
    }

    void Write(IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var stream = File.Create(_path);
        SafetensorsWriter.Write(stream, tensors, metadata);
    }
}
