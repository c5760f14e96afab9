using Mlvgm.Testing.WeightFiles;


namespace Mlvgm.MLNet.WeightFiles.Tests.Tensors;

/// <summary>Tensors that claim what their file does not hold.</summary>
public sealed class TensorLimitTests : IDisposable
{
    readonly Opening _opening = new();

    [Theory]
    [InlineData(0, new long[] { 1L << 40 }, new long[] { 0 }, "justify")]
    [InlineData(0, new long[] { 1L << 20, 1L << 20 }, new long[] { 0, 0 }, "justify")]
    [InlineData(0, new long[] { 1L << 40, 1L << 40 }, new long[] { 0, 0 }, "too large")]
    [InlineData(0, new long[] { 0, 1L << 60 }, new long[] { 1, 1 }, "too large")]
    [InlineData(0, new long[] { 5 }, new long[] { 1 }, "does not fit its storage of 4 elements")]
    [InlineData(0, new long[] { 2, 2 }, new long[] { 3, 1 }, "does not fit")]
    [InlineData(3, new long[] { 2 }, new long[] { 1 }, "does not fit")]
    [InlineData(5, new long[] { 0 }, new long[] { 1 }, "does not fit")]
    [InlineData(-1, new long[] { 1 }, new long[] { 1 }, "does not fit")]
    [InlineData(0, new long[] { -1 }, new long[] { 1 }, "has the shape [-1]")]
    [InlineData(3, new long[] { 2 }, new long[] { -1 }, "does not fit")]
    [InlineData(0, new long[] { 2, 2 }, new long[] { 1 }, "1 strides")]
    [InlineData(0, new long[] { 3 }, new long[] { 1L << 62 }, "does not fit")]
    [InlineData(long.MaxValue, new long[] { 2 }, new long[] { long.MaxValue }, "does not fit")]
    public void A_view_beyond_its_storage_is_refused(long offset, long[] shape, long[] strides, string reason)
    {
        byte[] pickle = PickleWriter.Write(w => w.Tensor(s => s.Storage("ByteStorage", "0", 4), offset, shape, strides));
        _opening.AssertRefused(SampleFiles.Archive(pickle, [("0", [1, 2, 3, 4])]), reason);
        byte[] legacy = SampleFiles.LegacyFile(
            w => w.Tensor(s => s.Storage("ByteStorage", "0", 4, legacy: true), offset, shape, strides), ("0", 1, [1, 2, 3, 4]));
        _opening.AssertRefused(legacy, reason);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1L << 61)]
    [InlineData(-1)]
    [InlineData(5)]
    public void A_storage_beyond_its_entry_is_refused(long elements)
    {
        byte[] pickle = PickleWriter.Write(w => w.Tensor(s => s.Storage("FloatStorage", "0", elements), 0, [1], [1]));
        _opening.AssertRefused(SampleFiles.Archive(pickle, [("0", new byte[16])]), "");
        byte[] legacy = SampleFiles.LegacyFile(
            w => w.Tensor(s => s.Storage("FloatStorage", "0", elements, legacy: true), 0, [1], [1]), ("0", 4, new byte[16]));
        _opening.AssertRefused(legacy, "");
    }

    [Fact]
    public void Too_many_dimensions_are_refused()
    {
        long[] ones = [.. Enumerable.Repeat(1L, 40)];
        byte[] pickle = PickleWriter.Write(w => w.Tensor(s => s.Storage("ByteStorage", "0", 1), 0, ones, ones));
        _opening.AssertRefused(SampleFiles.Archive(pickle, [("0", [1])]), "40 dimensions");
    }

    [Fact]
    public void Many_expanded_tensors_together_are_refused()
    {
        byte[] pickle = PickleWriter.Write(w => w.List(
            [.. Enumerable.Repeat<Action<PickleWriter>>(t => t.Tensor(s => s.Storage("ByteStorage", "0", 1), 0, [15 << 20], [0]), 10)]));
        _opening.AssertRefused(SampleFiles.Archive(pickle, [("0", [1])]), "justify");
    }

    [Fact]
    public void A_storage_described_in_two_ways_is_refused()
    {
        byte[] pickle = PickleWriter.Write(w => w.List(
            t => t.Tensor(s => s.Storage("ByteStorage", "0", 4), 0, [1], [1]), t => t.Tensor(s => s.Storage("FloatStorage", "0", 1), 0, [1], [1])));
        _opening.AssertRefused(SampleFiles.Archive(pickle, [("0", new byte[4])]), "two ways");
    }

    [Fact]
    public void Storages_of_the_old_format_must_be_there_once_and_as_described()
    {
        void Root(PickleWriter w) => w.Tensor(s => s.Storage("ByteStorage", "0", 2, legacy: true), 0, [2], [1]);
        _opening.AssertRefused(SampleFiles.LegacyFile(Root), "storage '0' is missing");
        _opening.AssertRefused(SampleFiles.LegacyFile(Root, ("0", 1, [1])), "has 1 elements");
        _opening.AssertRefused(SampleFiles.LegacyFile(Root, ("0", 1, [1, 2]), ("0", 1, [1, 2])), "occurs twice");
        _opening.AssertRefused(SampleFiles.LegacyFile(Root, ("1", 1, [1, 2])), "belongs to no tensor");
        _opening.AssertRefused(SampleFiles.LegacyFile(Root, ("0", 1, [1, 2]))[..^1], "bytes");
    }

    [Theory]
    [InlineData(1, new byte[] { 1, 2 })]
    [InlineData(1L << 60, new byte[] { 1, 2 })]
    [InlineData(-2, new byte[] { 1, 2 })]
    public void A_NumPy_array_must_fill_its_bytes(long elements, byte[] data)
    {
        byte[] bytes = PickleWriter.Write(w => w.Call(
            "numpy.core.numeric", "_frombuffer",
            a => a.Bytes(data), a => a.Call("numpy", "dtype", t => t.Text("f8")), a => a.Ints(elements), a => a.Text("C")));
        _opening.AssertRefused(bytes, "");
    }

    [Fact]
    public void An_array_that_is_never_described_is_refused()
    {
        byte[] bytes = PickleWriter.Write(w => w.Call(
            "numpy.core.multiarray", "_reconstruct", a => a.Global("numpy", "ndarray"), a => a.Ints(0), a => a.Bytes([98])));
        _opening.AssertRefused(bytes, "never described");
    }

    public void Dispose() => _opening.Dispose();
}
