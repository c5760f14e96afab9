using System.Text;
using Mlvgm.MLNet.WeightFiles.Tensors;
using Mlvgm.Testing.WeightFiles;

namespace Mlvgm.MLNet.WeightFiles.Tests.Pickle;

/// <summary>NumPy's arrays and scalars of every type, in both byte orders, and damaged ones.</summary>
public sealed class NumpyValueTests : IDisposable
{
    readonly Opening _opening = new();

    [Theory]
    [InlineData("f8", ElementType.Float64, 8)]
    [InlineData("f4", ElementType.Float32, 4)]
    [InlineData("f2", ElementType.Float16, 2)]
    [InlineData("i8", ElementType.Int64, 8)]
    [InlineData("i4", ElementType.Int32, 4)]
    [InlineData("i2", ElementType.Int16, 2)]
    [InlineData("i1", ElementType.Int8, 1)]
    [InlineData("u8", ElementType.UInt64, 8)]
    [InlineData("u4", ElementType.UInt32, 4)]
    [InlineData("u2", ElementType.UInt16, 2)]
    [InlineData("u1", ElementType.UInt8, 1)]
    [InlineData("b1", ElementType.Bool, 1)]
    [InlineData("?", ElementType.Bool, 1)]
    public void An_array_of_every_type_has_its_bytes_whatever_their_order(string code, ElementType type, int size)
    {
        byte[] data = [.. Enumerable.Range(1, 2 * size).Select(i => (byte)i)], turned = [.. data.Chunk(size).SelectMany(chunk => chunk.Reverse())];
        foreach (var (order, stored) in new[] { ("<", data), ("|", data), ("=", data), (">", turned) })
        {
            using var contents = _opening.Open(PickleWriter.Write(w => Array(w, code, order, [2], stored, fortran: false)));
            Assert.Equal(type, contents["tensor"].Type);
            Assert.Equal(data, contents["tensor"].ReadBytes());
        }
    }

    [Fact]
    public void An_array_in_Fortrans_order_is_turned_to_rows()
    {
        using var contents = _opening.Open(PickleWriter.Write(w => Array(w, "u1", "|", [2, 3], [1, 4, 2, 5, 3, 6], fortran: true)));
        Assert.Equal([1, 2, 3, 4, 5, 6], contents["tensor"].ReadBytes());
        Assert.Equal([2, 3], contents["tensor"].Shape);
    }

    [Theory]
    [InlineData("c16", "C128")]
    [InlineData("c8", "C64")]
    [InlineData("M8", "M8")]
    [InlineData("U5", "U5")]
    [InlineData("O8", "O8")]
    [InlineData("f16", "f16")]
    public void An_array_of_another_type_is_listed_and_refused_when_it_is_asked_for(string code, string name)
    {
        using var contents = _opening.Open(PickleWriter.Write(w => Array(w, code, "<", [3], new byte[48], fortran: false)));
        Assert.Equal((ElementType.Other, name), (contents["tensor"].Type, contents["tensor"].TypeName));
        Assert.Contains($"has the type {name}, which is not read", Assert.Throws<InvalidDataException>(() => contents["tensor"].ReadBytes()).Message);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(0)]
    public void An_array_with_other_bytes_than_its_shape_asks_for_is_refused(int bytes) => _opening.AssertRefused(
        PickleWriter.Write(w => Array(w, "f4", "<", [2], new byte[bytes], fortran: false)),
            $"a NumPy array of shape [2] and type f4 has {bytes} bytes of data");

    [Fact]
    public void A_byte_order_that_is_not_known_is_refused() =>
        _opening.AssertRefused(PickleWriter.Write(w => Array(w, "f4", "!", [1], new byte[4], fortran: false)), "a NumPy type has an unknown byte order");

    [Theory]
    [InlineData("<", false)]
    [InlineData(">", true)]
    public void A_scalar_that_is_text_is_text(string order, bool big)
    {
        byte[] text = new UTF32Encoding(big, byteOrderMark: false).GetBytes("Aé😀\0\0");
        using var contents = _opening.Open(PickleWriter.Write(w => Scalar(w, "U5", order, text)));
        Assert.Equal("Aé😀", contents.Root);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0xff })]
    [InlineData(new byte[] { 0, 0xd8, 0, 0 })]
    [InlineData(new byte[] { 65, 0, 0 })]
    public void A_scalar_of_damaged_text_is_refused(byte[] text) =>
        _opening.AssertRefused(PickleWriter.Write(w => Scalar(w, "U1", "<", text)), "numpy.core.multiarray.scalar: a text of NumPy's is damaged");

    [Fact]
    public void A_scalar_that_is_a_number_is_a_tensor_without_dimensions()
    {
        using var contents = _opening.Open(PickleWriter.Write(w => w.Dictionary(("x", v => Scalar(v, "f8", "<", BitConverter.GetBytes(2.5))))));
        Assert.Empty(contents["x"].Shape);
        Assert.Equal([2.5], contents["x"].ToArray<double>());
    }

    [Fact]
    public void Bytes_of_protocol_2_are_data_too()
    {
        using var contents = _opening.Open(PickleWriter.Write(w => w.Call(
            "numpy.core.numeric", "_frombuffer", a => a.Text("\u0001\u00ff"), a => a.Call("numpy", "dtype", t => t.Text("u1")), a => a.Ints(2), a =>
                a.Text("C"))));
        Assert.Equal([1, 255], contents["tensor"].ReadBytes());
    }

    public void Dispose() => _opening.Dispose();

    static void Type(PickleWriter w, string code, string order) => w.Call("numpy", "dtype", a => a.Text(code))
        .Tuple(s => s.Int(3), s => s.Text(order), s => s.None(), s => s.None(), s => s.None(), s => s.Int(-1), s => s.Int(-1), s => s.Int(0)).Op('b');

    static void Array(PickleWriter w, string code, string order, long[] shape, byte[] data, bool fortran) => w
        .Call("numpy.core.multiarray", "_reconstruct", a => a.Global("numpy", "ndarray"), a => a.Ints(0), a => a.Bytes([98]))
        .Tuple(s => s.Int(1), s => s.Ints(shape), s => Type(s, code, order), s => s.Bool(fortran), s => s.Bytes(data)).Op('b');

    static void Scalar(PickleWriter w, string code, string order, byte[] data) =>
        w.Call("numpy.core.multiarray", "scalar", a => Type(a, code, order), a => a.Bytes(data));
}
