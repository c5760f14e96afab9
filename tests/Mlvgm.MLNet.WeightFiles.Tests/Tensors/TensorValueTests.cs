using System.Runtime.InteropServices;
using Mlvgm.MLNet.WeightFiles.Tensors;
using Mlvgm.Testing.WeightFiles;

namespace Mlvgm.MLNet.WeightFiles.Tests.Tensors;

/// <summary>What a description says beside shape and storage: it is obeyed, or the tensor is listed and refused when it is asked for.</summary>
public sealed class TensorValueTests : IDisposable
{
    static readonly byte[] Floats = MemoryMarshal.AsBytes<float>((float[])[1, -3]).ToArray();

    readonly Opening _opening = new();

    [Theory]
    [InlineData("FloatStorage", new byte[] { 0, 0, 0x80, 0x3f }, new byte[] { 0, 0, 0x80, 0xbf })]
    [InlineData("DoubleStorage", new byte[] { 0, 0, 0, 0, 0, 0, 0xf0, 0x3f }, new byte[] { 0, 0, 0, 0, 0, 0, 0xf0, 0xbf })]
    [InlineData("HalfStorage", new byte[] { 0, 0x3c }, new byte[] { 0, 0xbc })]
    [InlineData("BFloat16Storage", new byte[] { 0x80, 0x3f }, new byte[] { 0x80, 0xbf })]
    [InlineData("LongStorage", new byte[] { 5, 0, 0, 0, 0, 0, 0, 0 }, new byte[] { 251, 255, 255, 255, 255, 255, 255, 255 })]
    [InlineData("IntStorage", new byte[] { 5, 0, 0, 0 }, new byte[] { 251, 255, 255, 255 })]
    [InlineData("ShortStorage", new byte[] { 0, 0x80 }, new byte[] { 0, 0x80 })]
    [InlineData("CharStorage", new byte[] { 5 }, new byte[] { 251 })]
    [InlineData("ByteStorage", new byte[] { 5 }, new byte[] { 251 })]
    public void The_lazy_negative_bit_turns_the_sign_in_every_format(string storage, byte[] stored, byte[] expected)
    {
        void Root(PickleWriter w, bool legacy) => Rebuild(w, s => s.Storage(storage, "0", 1, legacy), "_rebuild_tensor_v2", m => m.Dictionary(("neg", b => b.Bool(true))));
        using (var zip = _opening.Open(SampleFiles.Archive(PickleWriter.Write(w => Root(w, false)), [("0", stored)])))
            Assert.Equal(expected, zip["tensor"].ReadBytes());
        byte[] turned = [.. stored.Reverse()];
        using (var big = _opening.Open(SampleFiles.Archive(PickleWriter.Write(w => Root(w, false)), [("0", turned)], "big")))
            Assert.Equal(expected, big["tensor"].ReadBytes());
        using var legacy = _opening.Open(SampleFiles.LegacyFile(w => Root(w, true), ("0", stored.Length, stored)));
        Assert.Equal(expected, legacy["tensor"].ReadBytes());
    }

    [Fact]
    public void The_numbers_of_expanded_and_transposed_negatives_are_right()
    {
        byte[] pickle = PickleWriter.Write(w => w.Call(
            "torch._utils", "_rebuild_tensor_v2", s => s.Storage("FloatStorage", "0", 2), o => o.Int(0), s => s.Ints(2, 2), t => t.Ints(1, 0),
            g => g.Bool(true), h => h.OrderedDictionary(), m => m.Dictionary(("conj", b => b.Bool(false)), ("neg", b => b.Bool(true)))));
        using var contents = _opening.Open(SampleFiles.Archive(pickle, [("0", Floats)]));
        Assert.Equal([-1, -1, 3, 3], contents["tensor"].ToArray<float>());
    }

    [Theory]
    [InlineData("neg", false)]
    [InlineData("conj", false)]
    [InlineData("conj", true)]
    [InlineData("anything", false)]
    public void Marks_that_change_nothing_are_passed_over(string mark, bool value)
    {
        using var contents = Open(m => m.Dictionary((mark, b => b.Bool(value))));
        Assert.Equal([1, -3], contents["tensor"].ToArray<float>());
    }

    [Fact]
    public void No_metadata_and_no_gradient_change_nothing()
    {
        using var contents = Open(m => m.None());
        Assert.Equal([1, -3], contents["tensor"].ToArray<float>());
    }

    [Fact]
    public void Marks_that_are_not_known_are_refused_and_named()
    {
        Refused(m => m.Dictionary(("zero", b => b.Bool(true))), "is marked as 'zero'");
        Refused(m => m.Dictionary(("neg", b => b.Int(1))), "is marked as 'neg'");
        Refused(m => m.List(), "no dictionary");
        byte[] flags = PickleWriter.Write(w => Rebuild(w, s => s.Storage("BoolStorage", "0", 1), "_rebuild_tensor_v2", m => m.Dictionary(("neg", b => b.Bool(true)))));
        _opening.AssertRefused(SampleFiles.Archive(flags, [("0", [1])]), "'tensor' is marked as 'neg'");
    }

    [Fact]
    public void Arguments_beyond_those_that_are_known_are_refused()
    {
        byte[] pickle = PickleWriter.Write(w => w.Call(
            "torch._utils", "_rebuild_tensor_v2", s => s.Storage("FloatStorage", "0", 2), o => o.Int(0), s => s.Ints(2), t => t.Ints(1),
            g => g.Bool(true), h => h.OrderedDictionary(), m => m.None(), x => x.Int(1)));
        _opening.AssertRefused(SampleFiles.Archive(pickle, [("0", Floats)]), "8 values; 7 are known");
    }

    [Theory]
    [InlineData("uint16", "U16", ElementType.UInt16, 2, 4)]
    [InlineData("uint32", "U32", ElementType.UInt32, 4, 2)]
    [InlineData("uint64", "U64", ElementType.UInt64, 8, 1)]
    [InlineData("float32", "F32", ElementType.Float32, 4, 2)]
    public void Storages_without_a_type_have_that_of_their_tensor(string type, string name, ElementType expected, int size, long count)
    {
        byte[] data = [1, 2, 3, 4, 5, 6, 7, 8];
        void Root(PickleWriter w, bool legacy) => V3(w, type, count, legacy);
        using (var zip = _opening.Open(SampleFiles.Archive(PickleWriter.Write(w => Root(w, false)), [("0", data)])))
        {
            Assert.Equal((expected, name), (zip["tensor"].Type, zip["tensor"].TypeName));
            Assert.Equal(data, zip["tensor"].ReadBytes());
        }
        using (var big = _opening.Open(SampleFiles.Archive(PickleWriter.Write(w => Root(w, false)), [("0", [.. data.Chunk(size).SelectMany(c => c.Reverse())])], "big")))
            Assert.Equal(data, big["tensor"].ReadBytes());
        using var legacy = _opening.Open(SampleFiles.LegacyFile(w => Root(w, true), ("0", 1, data)));
        Assert.Equal(data, legacy["tensor"].ReadBytes());
    }

    [Theory]
    [InlineData("float8_e4m3fn", "F8_E4M3", 8)]
    [InlineData("float8_e5m2", "F8_E5M2", 8)]
    [InlineData("uint4", "uint4", 3)]
    public void Types_that_are_not_read_are_listed_with_their_shape(string type, string name, long count)
    {
        using var contents = _opening.Open(SampleFiles.Archive(PickleWriter.Write(w => V3(w, type, count, legacy: false)), [("0", new byte[8])]));
        Assert.Equal((ElementType.Other, name), (contents["tensor"].Type, contents["tensor"].TypeName));
        Assert.Equal([count], contents["tensor"].Shape);
        Assert.Contains($"'tensor' has the type {name}", Assert.Throws<InvalidDataException>(() => contents["tensor"].ToArray<byte>()).Message);
    }

    [Fact]
    public void A_storage_without_a_type_ends_where_its_bytes_end() =>
        _opening.AssertRefused(SampleFiles.Archive(PickleWriter.Write(w => V3(w, "uint32", 3, legacy: false)), [("0", new byte[8])]), "does not fit");

    [Theory]
    [InlineData("ComplexFloatStorage", "C64")]
    [InlineData("QUInt8Storage", "QU8")]
    [InlineData("NewKindStorage", "NewKindStorage")]
    public void Storages_of_other_types_are_listed(string storage, string name)
    {
        byte[] pickle = PickleWriter.Write(w => w.Dictionary(
            ("odd", o => o.Tensor(s => s.Storage(storage, "1", 1), 0, [1], [1])), ("w", v => v.Tensor(s => s.Storage("FloatStorage", "0", 2), 0, [2], [1]))));
        using var contents = _opening.Open(SampleFiles.Archive(pickle, [("0", Floats), ("1", new byte[8])]));
        Assert.Equal(name, contents["odd"].TypeName);
        Assert.Equal([1, -3], contents["w"].ToArray<float>());
        Assert.Contains($"'odd' has the type {name}", Assert.Throws<InvalidDataException>(() => contents["odd"].ReadBytes()).Message);
    }

    [Fact]
    public void Quantised_sparse_empty_and_wrapped_tensors_are_listed_and_refused()
    {
        byte[] pickle = PickleWriter.Write(w => w.Dictionary(
            ("quantised", q => q.Call("torch._utils", "_rebuild_qtensor", s => s.Storage("QInt8Storage", "1", 2), o => o.Int(0), s => s.Ints(2), t => t.Ints(1),
                p => p.Tuple(a => a.Global("torch", "per_tensor_affine"), a => a.Int(1), a => a.Int(0)), g => g.Bool(false), h => h.OrderedDictionary())),
            ("sparse", q => q.Call("torch._utils", "_rebuild_sparse_tensor",
                l => l.Call("torch.serialization", "_get_layout", a => a.Text("torch.sparse_coo")),
                d => d.Tuple(i => i.None(), v => v.None(), s => s.Call("torch", "Size", a => a.Ints(3, 4))))),
            ("meta", q => q.Call("torch._utils", "_rebuild_meta_tensor_no_storage", t => t.Global("torch", "float32"), s => s.Ints(5), s => s.Ints(1), g => g.Bool(false))),
            ("wrapped", q => q.Call("torch._tensor", "_rebuild_from_type_v2", f => f.Global("torch._utils", "_rebuild_tensor_v2"), t => t.Global("acme", "Params4bit"),
                a => Arguments(a), s => s.Dictionary())),
            ("parameter", q => q.Call("torch._tensor", "_rebuild_from_type_v2", f => f.Global("torch._utils", "_rebuild_tensor_v2"),
                t => t.Global("torch.nn.parameter", "Parameter"), a => Arguments(a), s => s.Dictionary())),
            ("tagged", q => q.Call("torch._utils", "_rebuild_parameter_with_state", a => a.Global("torch._utils", "_rebuild_tensor_v2").Invoke(Arguments).Op('R'), g => g.Bool(true), h => h.OrderedDictionary(),
                s => s.Dictionary(("no_decay", b => b.Bool(true))))),
            ("new", q => q.Call("torch._utils", "_rebuild_something_new", a => a.Int(1)))));
        using var contents = _opening.Open(SampleFiles.Archive(pickle, [("0", Floats), ("1", new byte[2])]));
        (string Name, long[] Shape, string Reason)[] refused =
        [
            ("quantised", [2], "is quantised"), ("sparse", [3, 4], "is sparse"), ("meta", [5], "'meta'"), ("wrapped", [2], "acme.Params4bit"),
            ("new", [], "_rebuild_something_new"),
        ];
        foreach (var (name, shape, reason) in refused)
        {
            Assert.Equal(shape, contents[name].Shape);
            Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => contents[name].ReadBytes()).Message);
            Assert.Equal(ElementType.Other, contents[name].Type);
        }
        Assert.Equal([1, -3], contents["parameter"].ToArray<float>());
        Assert.Equal([1, -3], contents["tagged"].ToArray<float>());
    }

    [Fact]
    public void A_class_around_a_class_without_end_is_refused()
    {
        byte[] pickle = PickleWriter.Write(w =>
        {
            w.Tuple(a => a.Global("torch._utils", "_rebuild_tensor_v2"), a => a.Global("acme", "T"), a => a.Tuple(), a => a.None()).Put(0).Op('0');
            for (int i = 0; i < 2_000; i++)
                w.Tuple(a => a.Global("torch._tensor", "_rebuild_from_type_v2"), a => a.Global("acme", "T"), a => a.Get(0), a => a.None()).Put(0).Op('0');
            w.Global("torch._tensor", "_rebuild_from_type_v2").Get(0).Op('R');
        });
        _opening.AssertRefused(SampleFiles.Archive(pickle, []), "builds none");
    }

    [Theory]
    [InlineData("u2", "U16", new byte[] { 1, 0, 2, 0 })]
    [InlineData("u4", "U32", new byte[] { 1, 0, 0, 0, 2, 0, 0, 0 })]
    [InlineData("u8", "U64", new byte[] { 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0 })]
    public void NumPys_integers_without_a_sign_are_read(string code, string name, byte[] data)
    {
        using var contents = _opening.Open(PickleWriter.Write(w => Array(w, code, a => a.Bytes(data)), protocol: 3));
        Assert.Equal(name, contents["tensor"].TypeName);
        Assert.Equal(data, contents["tensor"].ReadBytes());
    }

    [Theory]
    [InlineData("c8", "C64")]
    [InlineData("f16", "f16")]
    [InlineData("M8", "M8")]
    [InlineData("U5", "U5")]
    [InlineData("V6", "V6")]
    public void NumPys_other_types_are_listed(string code, string name)
    {
        using var contents = _opening.Open(PickleWriter.Write(w => w.Dictionary(
            ("odd", o => Array(o, code, a => a.Bytes(new byte[40]))), ("w", v => Array(v, "u1", a => a.Bytes([1, 2]))))));
        Assert.Equal(name, contents["odd"].TypeName);
        Assert.Equal([1, 2], contents["w"].ReadBytes());
        Assert.Contains($"'odd' has the type {name}", Assert.Throws<InvalidDataException>(() => contents["odd"].ReadBytes()).Message);
    }

    [Fact]
    public void NumPys_objects_text_and_Python_2_arrays()
    {
        using var contents = _opening.Open(PickleWriter.Write(w => w.Dictionary(
            ("objects", o => Array(o, "O8", a => a.List(i => i.Text("x"), i => i.None()))),
            ("name", t => t.Call("numpy.core.multiarray", "scalar", d => d.Call("numpy", "dtype", c => c.Text("U2")), d => d.Bytes([104, 0, 0, 0, 105, 0, 0, 0]))),
            ("old", v => Array(v, "u1", a => a.Text("a\u00ff"))))));
        Assert.Equal(["objects", "old"], contents.Tensors.Keys);
        Assert.Equal("hi", contents.RootAs<Mlvgm.MLNet.WeightFiles.Pickle.PickledDictionary>().Get<string>("name"));
        Assert.Equal([97, 255], contents["old"].ReadBytes());
    }

    [Fact]
    public void Arrays_of_unknown_classes_are_records()
    {
        using var contents = _opening.Open(PickleWriter.Write(w => w.Dictionary(
            ("quantity", q => q.Call("numpy.core.multiarray", "_reconstruct", a => a.Global("astropy.units", "Quantity"), a => a.Ints(0), a => a.Bytes([98]))
                .Tuple(b => b.Tuple(), b => b.Dictionary()).Op('b')),
            ("w", v => Array(v, "u1", a => a.Bytes([1, 2]))))));
        Assert.Equal(["w"], contents.Tensors.Keys);
        Assert.Equal("astropy.units.Quantity", Assert.Single(contents.Ignored).Name);
    }

    public void Dispose() => _opening.Dispose();

    static void Array(PickleWriter w, string code, Action<PickleWriter> data) => w
        .Call("numpy._core.multiarray", "_reconstruct", a => a.Global("numpy", "ndarray"), a => a.Ints(0), a => a.Bytes([98]))
        .Tuple(b => b.Int(1), b => b.Ints(2), b => b.Call("numpy", "dtype", t => t.Text(code)), b => b.Bool(false), data).Op('b');

    static void Arguments(PickleWriter w) => w.Tuple(
        s => s.Storage("FloatStorage", "0", 2), o => o.Int(0), s => s.Ints(2), t => t.Ints(1), g => g.Bool(false), h => h.OrderedDictionary());

    static void Rebuild(PickleWriter w, Action<PickleWriter> storage, string function, Action<PickleWriter> metadata, long count = 1) => w.Call(
        "torch._utils", function, storage, o => o.Int(0), s => s.Ints(count), t => t.Ints(1), g => g.Bool(true), h => h.OrderedDictionary(), metadata);

    static void V3(PickleWriter w, string type, long count, bool legacy) => w.Call(
        "torch._utils", "_rebuild_tensor_v3",
        s => s.Tuple([t => t.Text("storage"), t => t.Global("torch.storage", "UntypedStorage"), t => t.Text("0"), t => t.Text("cpu"), t => t.Int(8),
            .. legacy ? new Action<PickleWriter>[] { t => t.None() } : []]).Op('Q'),
        o => o.Int(0), s => s.Ints(count), t => t.Ints(1), g => g.Bool(false), h => h.OrderedDictionary(), d => d.Global("torch", type), m => m.Dictionary());

    WeightFileContents Open(Action<PickleWriter> metadata) => _opening.Open(File(metadata));

    void Refused(Action<PickleWriter> metadata, string reason) => _opening.AssertRefused(File(metadata), reason);

    static byte[] File(Action<PickleWriter> metadata) => SampleFiles.Archive(
        PickleWriter.Write(w => Rebuild(w, s => s.Storage("FloatStorage", "0", 2), "_rebuild_tensor_v2", metadata, count: 2)), [("0", Floats)]);
}
