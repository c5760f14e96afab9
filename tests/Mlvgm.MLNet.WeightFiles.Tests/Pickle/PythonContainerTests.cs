using System.Numerics;
using Mlvgm.MLNet.WeightFiles.Pickle;
using Mlvgm.Testing.WeightFiles;

namespace Mlvgm.MLNet.WeightFiles.Tests.Pickle;

/// <summary>Containers and bytes as Python's own constructors write them, and what they do not take.</summary>
public sealed class PythonContainerTests : IDisposable
{
    readonly Opening _opening = new();

    [Theory]
    [InlineData("OrderedDict")]
    [InlineData("Counter")]
    public void A_dictionary_is_made_of_pairs_in_their_order_and_the_last_of_a_name_counts(string type)
    {
        using var contents = Open(w => w.Call("collections", type, a => a.List(
            p => p.Tuple(k => k.Text("b"), v => v.Int(1)), p => p.List(k => k.Text("a"), v => v.Int(2)), p => p.Tuple(k => k.Text("b"), v => v.Int(3)))));
        var root = contents.RootAs<PickledDictionary>();
        Assert.Equal(["b", "a"], root.Select(pair => pair.Key));
        Assert.Equal((3, 2), (root.Get<long>("b"), root.Get<long>("a")));
    }

    [Fact]
    public void A_dictionary_is_made_of_another()
    {
        using var contents = Open(w => w.Call("collections", "Counter", a => a.Dictionary(("x", v => v.Int(9)))));
        Assert.Equal(9, contents.RootAs<PickledDictionary>().Get<long>("x"));
    }

    public static TheoryData<string> Pairs => [.. NoPairs.Keys];

    static readonly Dictionary<string, Action<PickleWriter>> NoPairs = new()
    {
        ["a number"] = w => w.Int(1),
        ["a text of two letters"] = w => w.Text("ab"),
        ["three"] = w => w.Ints(1, 2, 3),
        ["one"] = w => w.Ints(1),
        ["none"] = w => w.None(),
        ["a pair without a key"] = w => w.Tuple(k => k.None(), v => v.Int(1)),
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void What_is_no_pair_makes_no_dictionary(string kind) =>
        Refused(w => w.Call("collections", "OrderedDict", a => a.List(NoPairs[kind])), "collections.OrderedDict: an entry is no pair of a key and a value");

    [Theory]
    [InlineData("collections", "OrderedDict", "argument 1 is text; expected a list")]
    [InlineData("builtins", "set", "argument 1 is text; expected a list")]
    [InlineData("__builtin__", "frozenset", "argument 1 is text; expected a list")]
    [InlineData("collections", "deque", "argument 1 is text; expected a list")]
    [InlineData("builtins", "complex", "argument 1 is text; expected a number")]
    [InlineData("builtins", "bytes", "only empty bytes are written this way")]
    [InlineData("builtins", "bytearray", "arguments are missing: 1 are given")]
    [InlineData("_codecs", "encode", "arguments are missing: 1 are given")]
    [InlineData("torch", "Size", "argument 1 is text; expected a list")]
    [InlineData("torch.storage", "_load_from_bytes", "argument 1 is text; expected bytes")]
    public void A_text_is_not_taken_apart(string module, string name, string reason) =>
        Refused(w => w.Call(module, name, a => a.Text("ab")), $"{module}.{name}: {reason}");

    [Fact]
    public void Without_arguments_every_container_is_empty()
    {
        using var contents = Open(w => w.List(
            v => v.Call("collections", "OrderedDict"), v => v.Call("builtins", "set"), v => v.Call("builtins", "frozenset"), v =>
                v.Call("collections", "deque"),
            v => v.Call("builtins", "bytes"), v => v.Call("builtins", "bytearray"), v =>
                v.Call("collections", "defaultdict", f => f.Global("builtins", "int"))));
        var items = contents.RootAs<PickledList>();
        Assert.Empty((PickledDictionary)items[0]!);
        Assert.All([1, 2, 3], i => Assert.Empty((PickledList)items[i]!));
        Assert.All([4, 5], i => Assert.Empty(((PickledBytes)items[i]!).ToArray()));
        Assert.Empty((PickledDictionary)items[6]!);
    }

    [Fact]
    public void A_set_is_a_list_of_its_own_that_does_not_grow_with_the_one_it_was_made_of()
    {
        using var contents = Open(w => w.List(
            a => a.List(i => i.Int(1)).Put(5), s => s.Call("builtins", "set", l => l.Get(5)), a => a.Get(5).Int(2).Op('a'), d =>
                d.Call("collections", "deque", l => l.Get(5))));
        var items = contents.RootAs<PickledList>();
        Assert.Equal([1L, 2L], (PickledList)items[0]!);
        Assert.Equal([1L], (PickledList)items[1]!);
        Assert.Equal([1L, 2L], (PickledList)items[3]!);
    }

    [Theory]
    [InlineData("latin1", "\u00ff\0", true)]
    [InlineData("latin-1", "a", true)]
    [InlineData("utf8", "a", false)]
    [InlineData("Latin1", "a", false)]
    [InlineData("\u001b[2J", "a", false)]
    public void Bytes_of_protocol_2_are_Latin_text_and_nothing_else(string encoding, string text, bool read)
    {
        void Root(PickleWriter w) => w.Call("_codecs", "encode", a => a.Text(text), a => a.Text(encoding));
        if (!read)
        {
            Refused(Root, encoding[0] == '\u001b' ? "the encoding '\uFFFD[2J' is not read" : $"the encoding '{encoding}' is not read");
            return;
        }
        using var contents = Open(Root);
        Assert.Equal(text.Select(c => (byte)c), contents.RootAs<PickledBytes>().ToArray());
    }

    [Fact]
    public void Text_beyond_Latin_stands_for_no_bytes() =>
        Refused(w => w.Call("_codecs", "encode", a => a.Text("€"), a => a.Text("latin1")), "the text does not stand for bytes");

    [Fact]
    public void A_byte_array_of_bytes_is_those_bytes()
    {
        using var contents = Open(w => w.Call("builtins", "bytearray", a => a.Bytes([7, 0, 255])));
        Assert.Equal([7, 0, 255], contents.RootAs<PickledBytes>().ToArray());
        Assert.Equal(3, contents.RootAs<PickledBytes>().Length);
    }

    [Fact]
    public void A_size_is_a_tuple_whether_it_is_made_of_a_tuple_or_of_a_list()
    {
        using var contents = Open(w => w.List(
            s => s.Call("torch", "Size", a => a.Ints(2, 3)), s => s.Call("torch", "Size", a => a.List(i => i.Int(4), i => i.Int(5))), s =>
                s.Call("torch", "Size", a => a.List())));
        var sizes = contents.RootAs<PickledList>().Cast<PickledTuple>().ToArray();
        Assert.Equal([2L, 3L], sizes[0]);
        Assert.Equal([4L, 5L], sizes[1]);
        Assert.Empty(sizes[2]);
    }

    [Fact]
    public void A_slice_has_at_most_three_ends() =>
        Refused(w => w.Call("builtins", "slice", a => a.Int(1), a => a.Int(1), a => a.Int(1), a => a.Int(1)), "4 arguments are given; at most 3 are taken");

    [Fact]
    public void A_path_is_its_parts()
    {
        using var contents = Open(w => w.List(
            p => p.Call("pathlib", "PurePosixPath"), p => p.Call("pathlib", "PosixPath", a => a.Text("a"), a => a.Text("b")),
            p => p.Call("pathlib._local", "WindowsPath", a => a.Text("c:\\"), a => a.Text("d"), a => a.Text("e"))));
        Assert.Equal([".", "a/b", "c:\\d/e"], contents.RootAs<PickledList>());
    }

    [Fact]
    public void An_integer_is_taken_for_a_number_but_not_the_other_way()
    {
        using (var contents = Open(w => w.Call("builtins", "complex", a => a.Int(2), a => a.Int(-1))))
            Assert.Equal(new Complex(2, -1), contents.Root);
        Refused(w => w.Call("torch", "device", a => a.Text("cuda"), a => a.Op('G').Raw(0x3f, 0xf0, 0, 0, 0, 0, 0, 0)),
            "argument 2 is a number; expected an integer");
    }

    public static TheoryData<string> Values => [.. Kinds.Keys];

    static readonly Dictionary<string, Action<PickleWriter>> Kinds = new()
    {
        ["None"] = w => w.None(),
        ["a truth value"] = w => w.Bool(true),
        ["an integer"] = w => w.Int(3),
        ["a large integer"] = w => w.Raw([0x8a, 9, .. new byte[8], 1]),
        ["a number"] = w => w.Op('G').Raw(0x3f, 0xe0, 0, 0, 0, 0, 0, 0),
        ["a dictionary"] = w => w.Dictionary(),
        ["a list"] = w => w.List(),
        ["a tuple"] = w => w.Tuple(),
        ["bytes"] = w => w.Bytes([1]),
        ["a complex number"] = w => w.Call("builtins", "complex", a => a.Int(1), a => a.Int(1)),
        ["'acme.Thing'"] = w => w.Object("acme", "Thing"),
        ["'builtins.int'"] = w => w.Global("builtins", "int"),
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void What_stands_where_text_belongs_is_named(string kind)
    {
        Refused(w => w.Call("torch", "device", Kinds[kind]), $"torch.device: argument 1 is {kind}; expected text");
        using var contents = Open(w => w.Dictionary(("x", Kinds[kind])));
        var root = contents.RootAs<PickledDictionary>();
        Assert.Equal($"the entry 'x' is {kind}; expected text.", Assert.Throws<InvalidDataException>(() => root.Get<string>("x")).Message);
        Assert.Equal("the entry 'y' is missing.", Assert.Throws<InvalidDataException>(() => root.Get<string>("y")).Message);
        if (kind == "None") Assert.Equal("z", root.GetOr("x", "z"));
        else Assert.Throws<InvalidDataException>(() => root.GetOr("x", "z"));
    }

    public void Dispose() => _opening.Dispose();

    WeightFileContents Open(Action<PickleWriter> root) => _opening.Open(PickleWriter.Write(root));

    void Refused(Action<PickleWriter> root, string reason) => _opening.AssertRefused(PickleWriter.Write(root), reason);
}
