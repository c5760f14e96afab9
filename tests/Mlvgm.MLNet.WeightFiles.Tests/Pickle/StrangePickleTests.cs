using System.Numerics;
using Mlvgm.MLNet.WeightFiles.Pickle;
using Mlvgm.MLNet.WeightFiles.Tensors;
using Mlvgm.Testing.WeightFiles;

namespace Mlvgm.MLNet.WeightFiles.Tests.Pickle;

/// <summary>What people keep beside their weights: classes of their own, plain values of Python's, odd keys. The weights are read.</summary>
public sealed class StrangePickleTests : IDisposable
{
    readonly Opening _opening = new();

    static void W(PickleWriter w) => w.Tensor(s => s.Storage("FloatStorage", "0", 2), 0, [2], [1]);

    public static TheoryData<string> Strangers => [.. Makers.Keys];

    /// <summary>An object of an unknown class that holds the tensor, in every way that pickles have, and the name that the tensor gets.</summary>
    static readonly Dictionary<string, (Action<PickleWriter> Write, string Name)> Makers = new()
    {
        ["attributes"] = (w => w.Object("acme.models", "Config", ("w", W)), "x/w"),
        ["called"] = (w => w.Call("acme.models", "make", W), "x/0"),
        ["called, then attributes"] = (w => w.Call("acme.models", "make").Dictionary(("w", W)).Op('b'), "x/w"),
        ["a named tuple"] = (w => w.Global("acme.models", "Point").Tuple(W, i => i.Int(2)).Raw(0x81), "x/0"),
        ["keywords"] = (w => w.StackGlobal("acme.models", "Keyed").Tuple().Dictionary(("k", W)).Raw(0x92), "x/0/k"),
        ["a dictionary"] = (w => w.Global("pytorch_lightning.utilities.parsing", "AttributeDict").Op(')').Raw(0x81).Text("w").Invoke(W).Op('s'), "x/w"),
        ["a list"] = (w => w.Global("acme.models", "Rows").Op(')').Raw(0x81).Invoke(W).Op('a'), "x/0"),
        ["slots"] = (w => w.Global("acme.models", "Slots").Op(')').Raw(0x81).Tuple(a => a.None(), a => a.Dictionary(("t", W))).Op('b'), "x/t"),
        ["any state"] = (w => w.Global("acme.models", "Own").Op(')').Raw(0x81).Tuple(a => a.Int(3), W).Op('b'), "x/1"),
        ["a module"] = (w => w.Object("__main__", "Net", ("_parameters", p => p.OrderedDictionary(("w", W))), ("_modules", m => m.OrderedDictionary())), "x/w"),
        ["a partial"] = (w => w.Call("functools", "partial", f => f.Global("acme.models", "norm"))
            .Tuple(f => f.Global("acme.models", "norm"), W, k => k.Dictionary(("eps", e => e.Int(1))), n => n.None()).Op('b'), "x/1"),
        ["a nested class"] = (w => w.StackGlobal("acme.models", "Outer.Inner").Op(')').Raw(0x81).Dictionary(("w", W)).Op('b'), "x/w"),
        ["itself within"] = (w => w.Global("acme.models", "Node").Op(')').Raw(0x81).Put(9).Dictionary(("parent", p => p.Get(9)), ("w", W)).Op('b'), "x/w"),
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public void An_unknown_class_is_kept_as_a_record_and_the_tensor_in_it_is_read(string kind)
    {
        var (write, name) = Makers[kind];
        using var contents = Open(w => w.Dictionary(("x", write), ("weights", W)));
        Assert.Equal([name, "weights"], contents.Tensors.Keys);
        Assert.All(contents.Tensors.Values, tensor => Assert.Equal([1.5f, -2], tensor.ToArray<float>()));
        Assert.NotEmpty(contents.Ignored);
        Assert.All(contents.Ignored, ignored => Assert.Matches("^(acme|pytorch_lightning|__main__|functools)", ignored.Name));
    }

    [Fact]
    public void What_is_ignored_is_counted()
    {
        using var contents = Open(w => w.List(
            a => a.Object("acme.models", "Config"), a => a.Object("acme.models", "Config"), a => a.Global("torch.nn.functional", "relu"),
            a => a.Object("torch.nn.modules.linear", "Linear"), a => a.Object("argparse", "Namespace")));
        Assert.Equal([new IgnoredName("acme.models.Config", 2), new IgnoredName("torch.nn.functional.relu", 0)], contents.Ignored);
    }

    [Fact]
    public void Records_keep_all_that_the_file_gives_them()
    {
        using var contents = Open(w => w.List(
            a => a.Call("datetime", "timedelta", d => d.Int(1), d => d.Int(2)), a => a.Global("acme", "Hyper").Op(')').Raw(0x81).Text("lr").Int(3).Op('s')));
        var records = contents.RootAs<PickledList>().Cast<PickledObject>().ToArray();
        Assert.Equal("datetime.timedelta", $"{records[0]}");
        Assert.Equal([1L, 2L], records[0].Arguments);
        Assert.Equal(3, records[1].Entries.Get<long>("lr"));
    }

    [Fact]
    public void Members_of_enumerations_are_names()
    {
        using var contents = Open(w => w.Dictionary(
            ("color", c => c.Call("builtins", "getattr", t => t.Global("acme.models", "Color"), t => t.Text("RED"))), ("w", W)));
        Assert.Equal("acme.models.Color.RED", $"{contents.RootAs<PickledDictionary>().Get<PickledGlobal>("color")}");
        Assert.Equal([1.5f, -2], contents["w"].ToArray<float>());
    }

    [Theory]
    [InlineData("acme.models", "Color", "__init__")]
    [InlineData("torch", "serialization", "os")]
    [InlineData("torch", "hub", "load")]
    [InlineData("torch", "FloatStorage", "from_file")]
    [InlineData("acme", "subprocess", "Popen")]
    public void Attributes_of_anything_else_are_refused(string module, string name, string attribute) => Refused(
        w => w.Call("builtins", "getattr", t => t.Global(module, name), t => t.Text(attribute)), "nothing was run");

    [Fact]
    public void Attributes_found_by_a_chain_are_refused()
    {
        Refused(w => w.Call("builtins", "getattr", t => t.Call("builtins", "getattr", u => u.Global("acme", "a"), u => u.Text("os")), t => t.Text("system")),
            "getattr'");
        Refused(w => w.Call("builtins", "getattr", t => t.Object("acme", "A"), t => t.Text("b")), "getattr'");
        Refused(w => w.List(l => l.Call("acme", "a", f => f.Global("builtins", "getattr"))), "getattr'");
    }

    [Fact]
    public void Plain_values_of_Python_are_values()
    {
        using var contents = Open(w => w.Dictionary(
            ("complex", v => v.Call("builtins", "complex", a => Double(a), a => Double(a))),
            ("slice", v => v.Call("builtins", "slice", a => a.Int(1), a => a.Int(2), a => a.None())),
            ("range", v => v.Call("__builtin__", "xrange", a => a.Int(0), a => a.Int(5), a => a.Int(1))),
            ("set", v => v.Call("__builtin__", "set", a => a.List(i => i.Int(4)))),
            ("frozen", v => v.Call("builtins", "frozenset", a => a.List(i => i.Int(5)))),
            ("bytearray", v => v.Call("builtins", "bytearray", a => a.Text("\0ÿ"), a => a.Text("latin-1"))),
            ("deque", v => v.Call("collections", "deque", a => a.Tuple(), a => a.Int(3)).Int(7).Op('a')),
            ("default", v => v.Call("collections", "defaultdict", a => a.Global("builtins", "list")).Text("k").Int(1).Op('s')),
            ("path", v => v.Call("pathlib", "PosixPath", a => a.Text("/"), a => a.Text("runs"), a => a.Text("7"))),
            ("type", v => v.Global("builtins", "float")),
            ("device", v => v.Call("torch", "device", a => a.Text("cuda"), a => a.Int(1))),
            ("w", W)));
        var root = contents.RootAs<PickledDictionary>();
        Assert.Equal(new Complex(0.5, 0.5), root.Get<Complex>("complex"));
        Assert.Equal([1L, 2L, null], root.Get<PickledObject>("slice").Arguments);
        Assert.Equal(3, root.Get<PickledObject>("range").Arguments.Count);
        Assert.Equal([4L], root.Get<PickledList>("set"));
        Assert.Equal([5L], root.Get<PickledList>("frozen"));
        Assert.Equal([0, 255], root.Get<PickledBytes>("bytearray").ToArray());
        Assert.Equal([7L], root.Get<PickledList>("deque"));
        Assert.Equal(1, root.Get<PickledDictionary>("default").Get<long>("k"));
        Assert.Equal("/runs/7", root.Get<string>("path"));
        Assert.Equal("builtins.float", $"{root.Get<PickledGlobal>("type")}");
        Assert.Equal("cuda:1", root.Get<string>("device"));
        Assert.Empty(contents.Ignored);
    }

    [Fact]
    public void Keys_of_any_kind_are_part_of_the_name()
    {
        using var contents = Open(w => w.Op('}').Op('(')
            .Tuple(k => k.Text("a"), k => k.Int(1)).Invoke(W).Bool(true).Invoke(W).None().Invoke(W).Int(7).Invoke(W)
            .Global("torch", "float32").Invoke(W).Tuple(k => k.Int(3)).Invoke(W).Call("acme", "Level", k => k.Int(2)).Invoke(W)
            .Object("acme", "Key", ("a", k => k.Int(1))).Invoke(W).Object("acme", "Key", ("a", k => k.Text("b"))).Invoke(W).Op('u'));
        Assert.Equal(
            ["('a', 1)", "True", "None", "7", "torch.float32", "(3,)", "Level(2,)", "Key(a=1)", "Key(a='b')"], contents.Tensors.Keys);
    }

    [Fact]
    public void Keys_of_one_name_are_refused_and_named()
    {
        Refused(w => w.Op('}').Op('(').Int(1).Invoke(W).Text("1").Invoke(W).Op('u'), "two of its tensors are called '1'");
        Refused(w => w.Dictionary(("a/b", W), ("a", a => a.Dictionary(("b", W)))), "two of its tensors are called 'a/b'");
    }

    [Fact]
    public void A_key_that_unfolds_to_billions_is_refused() => Refused(
        w =>
        {
            w.Ints(1, 2).Put(0).Op('0');
            for (uint level = 1; level <= 7; level++)
                w.Tuple([.. Enumerable.Repeat<Action<PickleWriter>>(v => v.Get(level - 1), 30)]).Put(level).Op('0');
            w.Op('}').Get(7).Invoke(W).Op('s');
        },
        "justify");

    [Fact]
    public void A_storage_and_a_parameter_of_an_unknown_kind_do_not_vanish()
    {
        using var contents = Open(w => w.Dictionary(
            ("storage", s => s.Storage("FloatStorage", "0", 2)),
            ("m", m => m.Object("torch.nn.modules.linear", "Linear", ("_parameters", p => p.OrderedDictionary(("w", v => v.Call("acme", "packed", W))))))));
        Assert.Equal([1.5f, -2], contents["storage"].ToArray<float>());
        Assert.Contains("acme.packed", Assert.Throws<InvalidDataException>(() => contents["m/w"].ReadBytes()).Message);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void The_old_format_is_read_whatever_the_protocol_of_its_pickles(byte protocol)
    {
        using var contents = _opening.Open(SampleFiles.LegacyFile(
            w => w.Dictionary(("w", v => v.Tensor(s => s.Storage("FloatStorage", "9", 2, legacy: true), 0, [2], [1]))), protocol,
            ("9", 4, [0, 0, 0xc0, 0x3f, 0, 0, 0, 0xc0])));
        Assert.Equal(WeightFileFormat.PyTorchLegacy, contents.Format);
        Assert.Equal([1.5f, -2], contents["w"].ToArray<float>());
    }

    public void Dispose() => _opening.Dispose();

    static void Double(PickleWriter w) => w.Op('G').Raw(0x3f, 0xe0, 0, 0, 0, 0, 0, 0);

    static byte[] File(Action<PickleWriter> root) =>
        SampleFiles.Archive(PickleWriter.Write(root, protocol: 4), [("0", [0, 0, 0xc0, 0x3f, 0, 0, 0, 0xc0])]);

    WeightFileContents Open(Action<PickleWriter> root) => _opening.Open(File(root));

    void Refused(Action<PickleWriter> root, string reason) => _opening.AssertRefused(File(root), reason);
}
