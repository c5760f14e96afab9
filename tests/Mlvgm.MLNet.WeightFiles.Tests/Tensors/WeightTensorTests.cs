using Mlvgm.Testing.WeightFiles;


namespace Mlvgm.MLNet.WeightFiles.Tests.Tensors;

public sealed class WeightTensorTests : IDisposable
{
    readonly Opening _opening = new();

    public void Dispose() => _opening.Dispose();

    [Fact]
    public void Elements_are_asked_for_by_their_own_type()
    {
        using var contents = Open();
        Assert.Equal([0, 1, 2, 3, 4, 5], contents["a"].ToArray<float>());
        Assert.Contains("elements of Float32, not Float64", Assert.Throws<InvalidDataException>(() => contents["a"].ToArray<double>()).Message);
        Assert.Contains("no element type", Assert.Throws<NotSupportedException>(() => contents["a"].ToArray<char>()).Message);
    }

    [Fact]
    public void Bytes_are_read_where_the_caller_wants_them()
    {
        using var contents = Open();
        byte[] bytes = new byte[contents["b.c"].ByteLength];
        contents["b.c"].ReadBytes(bytes);
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], bytes);
        Assert.Contains("has 16 bytes, the destination 15", Assert.Throws<ArgumentException>(() => contents["b.c"].ReadBytes(bytes.AsSpan(1))).Message);
    }

    [Fact]
    public void A_tensor_of_a_closed_file_says_so()
    {
        var contents = Open();
        contents.Dispose();
        Assert.Throws<ObjectDisposedException>(() => contents["a"].ReadBytes());
    }

    WeightFileContents Open() => _opening.Open(SampleFiles.All.Single(sample => sample.Name == "safetensors").Bytes);
}
