using Mlvgm.MLNet.WeightFiles.Pickle;
using Mlvgm.MLNet.WeightFiles.Tensors;
using Mlvgm.Testing.WeightFiles;

namespace Mlvgm.MLNet.WeightFiles.Tests;

public sealed class WeightFileTests : IDisposable
{
    readonly Opening _opening = new();

    public static TheoryData<string> Formats => [.. SampleFiles.All.Where(sample => sample.Name != "onnx").Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_format_gives_every_tensor_bit_for_bit(string format)
    {
        var sample = SampleFiles.All.Single(file => file.Name == format);
        using var contents = _opening.Open(sample.Bytes);
        Assert.Equal(sample.Tensors.Keys.Order(StringComparer.Ordinal), contents.Tensors.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, expected) in sample.Tensors)
        {
            Assert.Equal(expected.Type, contents[name].Type);
            Assert.Equal(expected.Shape, contents[name].Shape);
            Assert.Equal(expected.Bytes.Length, contents[name].ByteLength);
            Assert.Equal(expected.Bytes, contents[name].ReadBytes());
        }
    }

    [Fact]
    public void A_large_archive_with_64_bit_sizes_is_read()
    {
        var tensor = StateSample.Tensors["halves"];
        byte[] pickle = PickleWriter.Write(w => w.Tensor(s => s.Storage("HalfStorage", "7", 3), 0, [3, 1], [1, 1]));
        byte[] bytes = ZipWriter.Write([new ZipPart("x/data.pkl", pickle), new ZipPart("x/data/7", tensor.Bytes)], zip64: true);
        using var contents = _opening.Open(bytes);
        Assert.Equal(tensor.Bytes, contents["tensor"].ReadBytes());
    }

    [Fact]
    public void A_compressed_archive_is_read()
    {
        var tensor = StateSample.Tensors["halves"];
        byte[] pickle = PickleWriter.Write(w => w.Tensor(s => s.Storage("HalfStorage", "7", 3), 0, [3, 1], [1, 1]));
        byte[] bytes = ZipWriter.Write([ZipPart.Deflated("x/data.pkl", pickle), ZipPart.Deflated("x/data/7", tensor.Bytes)]);
        using var contents = _opening.Open(bytes);
        Assert.Equal(tensor.Bytes, contents["tensor"].ReadBytes());
    }

    [Fact]
    public void What_comes_with_the_weights_is_plain_data()
    {
        using var contents = _opening.Open(SampleFiles.All.Single(file => file.Name == "pth-zip").Bytes);
        var root = contents.RootAs<PickledDictionary>();
        Assert.Equal(7, root.Get<long>("epoch"));
        Assert.Equal("naïve ✓", root.Get<PickledDictionary>("configuration").Get<string>("name"));
        Assert.Equal(0.5, root.Get<PickledDictionary>("configuration").Get<double>("rate"));
        Assert.Equal(7.0, root.Get<double>("epoch"));
        Assert.Equal("none", root.GetOr("scheduler", "none"));
        Assert.Contains("'epoch' is an integer; expected text", Assert.Throws<InvalidDataException>(() => root.Get<string>("epoch")).Message);
        Assert.Contains("'nothing' is missing", Assert.Throws<InvalidDataException>(() => root.Get<string>("nothing")).Message);
    }

    [Fact]
    public void Bytes_of_every_protocol_arrive_as_they_are()
    {
        byte[] bytes = PickleWriter.Write(w => w.List(
            a => a.Call("_codecs", "encode", t => t.Text("\0ÿ"), t => t.Text("latin1")), a => a.Bytes([1, 2]), a => a.Call("__builtin__", "bytes"),
            a => a.Raw(0x96, 3, 0, 0, 0, 0, 0, 0, 0, 7, 8, 9)));
        using var contents = _opening.Open(bytes);
        Assert.Equal([[0, 255], [1, 2], [], [7, 8, 9]], contents.RootAs<PickledList>().Select(item => ((PickledBytes)item!).ToArray()));
    }

    [Fact]
    public void NumPy_arrays_of_either_order_and_either_endianness_are_read()
    {
        void Type(PickleWriter w, string order) => w.Call("numpy", "dtype", t => t.Text("i2"), t => t.Bool(false), t => t.Bool(true))
            .Tuple(b => b.Int(3), b => b.Text(order)).Op('b');
        void Array(PickleWriter w, string order, bool fortran, byte[] data) => w
            .Call("numpy._core.multiarray", "_reconstruct", a => a.Global("numpy", "ndarray"), a => a.Ints(0), a => a.Bytes([98]))
            .Tuple(b => b.Int(1), b => b.Ints(2, 2), b => Type(b, order), b => b.Bool(fortran), b => b.Bytes(data)).Op('b');
        byte[] bytes = PickleWriter.Write(
            w => w.List(
                a => Array(a, "<", false, [1, 0, 2, 0, 3, 0, 4, 0]), a => Array(a, ">", true, [0, 1, 0, 3, 0, 2, 0, 4]),
                a => a.Call("numpy._core.numeric", "_frombuffer",
                    b => b.Bytes([1, 0, 3, 0, 2, 0, 4, 0]), b => Type(b, "<"), b => b.Ints(2, 2), b => b.Text("F"))),
            protocol: 5);
        using var contents = _opening.Open(bytes);
        Assert.Equal(3, contents.Tensors.Count);
        foreach (var tensor in contents.Tensors.Values)
        {
            Assert.Equal(ElementType.Int16, tensor.Type);
            Assert.Equal([1, 0, 2, 0, 3, 0, 4, 0], tensor.ReadBytes());
        }
    }

    [Fact]
    public void A_small_view_of_a_large_storage_is_read_piece_by_piece()
    {
        short[] numbers = [.. Enumerable.Range(0, 30_000).Select(i => (short)i)];
        byte[] data = System.Runtime.InteropServices.MemoryMarshal.AsBytes<short>(numbers).ToArray();
        byte[] pickle = PickleWriter.Write(w => w.Tensor(s => s.Storage("ShortStorage", "0", 30_000), 1, [2, 2, 2], [14_000, 7_000, 1]));
        using var contents = _opening.Open(SampleFiles.Archive(pickle, [("0", data)]));
        Assert.Equal([1, 2, 7_001, 7_002, 14_001, 14_002, 21_001, 21_002], contents["tensor"].ToArray<short>());
    }

    [Fact]
    public void A_storage_may_be_a_part_of_another()
    {
        byte[] bytes = SampleFiles.LegacyFile(
            w => w.Tensor(
                s => s.Tuple(t => t.Text("storage"), t => t.Global("torch", "ByteStorage"), t => t.Text("k"), t => t.Text("cpu"), t => t.Int(5),
                    t => t.Tuple(v => v.Text("v"), v => v.Int(1), v => v.Int(3))).Op('Q'),
                1, [2], [1]),
            ("k", 1, [10, 11, 12, 13, 14]));
        using var contents = _opening.Open(bytes);
        Assert.Equal([12, 13], contents["tensor"].ReadBytes());
    }

    [Fact]
    public void The_sources_of_a_module_are_passed_over()
    {
        byte[] bytes = SampleFiles.LegacyFile(w => w
            .Tuple(t => t.Text("module"), t => t.Global("torch.nn.modules.linear", "Linear"), t => t.Text("linear.py"), t => t.Text("import os"))
            .Op('Q').Op(')').Raw(0x81).Dictionary(("in_features", v => v.Int(3))).Op('b'));
        using var contents = _opening.Open(bytes);
        Assert.Equal(3, contents.RootAs<PickledObject>().State.Get<long>("in_features"));
    }

    public void Dispose() => _opening.Dispose();
}
