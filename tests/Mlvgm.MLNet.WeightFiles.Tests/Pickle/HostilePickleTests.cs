using Mlvgm.Testing.WeightFiles;


namespace Mlvgm.MLNet.WeightFiles.Tests.Pickle;

/// <summary>Pickles that try to run something, or to take more than their size.</summary>
public sealed class HostilePickleTests : IDisposable
{
    readonly Opening _opening = new();

    [Theory]
    [InlineData("os", "system")]
    [InlineData("posix", "system")]
    [InlineData("nt", "system")]
    [InlineData("subprocess", "Popen")]
    [InlineData("builtins", "eval")]
    [InlineData("builtins", "exec")]
    [InlineData("builtins", "getattr")]
    [InlineData("builtins", "print")]
    [InlineData("builtins", "__import__")]
    [InlineData("__builtin__", "eval")]
    [InlineData("copyreg", "_reconstructor")]
    [InlineData("copy_reg", "_reconstructor")]
    [InlineData("functools", "reduce")]
    [InlineData("operator", "attrgetter")]
    [InlineData("importlib", "import_module")]
    [InlineData("torch.hub", "load")]
    [InlineData("torch", "load")]
    [InlineData("torch.jit", "load")]
    [InlineData("torch.serialization", "load")]
    [InlineData("numpy", "load")]
    [InlineData("dnnlib.util", "call_func_by_name")]
    [InlineData("dnnlib.util", "get_obj_by_name")]
    [InlineData("torch_utils.persistence", "_src_to_module")]
    [InlineData("torch.nn.modules.linear", "Linear.__init__")]
    [InlineData("torch.nn.modules.linear.os", "system\u0000")]
    [InlineData("torch.nn.modules..linear", "Linear")]
    [InlineData("torch.nn.modules.", "Linear")]
    [InlineData("sys", "exit")]
    [InlineData("webbrowser", "open")]
    [InlineData("pty", "spawn")]
    [InlineData("runpy", "run_path")]
    [InlineData("pickle", "loads")]
    [InlineData("_pickle", "loads")]
    [InlineData("types", "FunctionType")]
    [InlineData("commands", "getoutput")]
    [InlineData("numpy.testing._private.utils", "runstring")]
    [InlineData("torch.utils._config_module", "load_config")]
    [InlineData("torch.serialization", "os.system")]
    [InlineData("acme", "sys.modules")]
    [InlineData("acme.models", "Net.__init__")]
    [InlineData("acme.models", "Net.__reduce__")]
    [InlineData("acme models", "Net")]
    [InlineData("", "Net")]
    [InlineData("pip", "main")]
    public void A_name_that_runs_or_loads_something_is_refused_and_named(string module, string name)
    {
        string shown = $"{module}.{name}".Replace('\0', '\uFFFD');
        _opening.AssertRefused(PickleWriter.Write(w => w.Call(module, name, a => a.Text("touch /tmp/owned"))), $"'{shown}'");
        _opening.AssertRefused(PickleWriter.Write(w => w.StackGlobal(module, name).Tuple(a => a.Text("x")).Op('R'), protocol: 4), $"'{shown}'");
        _opening.AssertRefused(PickleWriter.Write(w => w.Dictionary(("state_dict", v => v.Global(module, name)))), $"'{shown}'");
    }

    [Theory]
    [InlineData("torch.nn.modules.linear", "Linear")]
    [InlineData("src.noise_maker.walkers", "NonlinearWalker")]
    [InlineData("dnnlib.tflib.network", "Network")]
    [InlineData("dnnlib.util", "EasyDict")]
    [InlineData("argparse", "Namespace")]
    [InlineData("numpy", "ndarray")]
    [InlineData("torch", "FloatStorage")]
    [InlineData("torch", "float32")]
    public void A_class_that_may_be_mentioned_is_never_called(string module, string name) => _opening.AssertRefused(
        PickleWriter.Write(w => w.Call(module, name, a => a.Text("x"))), $"it calls '{module}.{name}'");

    [Theory]
    [InlineData("collections", "OrderedDict")]
    [InlineData("torch._utils", "_rebuild_tensor_v2")]
    [InlineData("numpy", "ndarray")]
    public void An_instance_is_made_only_of_classes_that_are_saved_whole(string module, string name) => _opening.AssertRefused(
        PickleWriter.Write(w => w.Global(module, name).Op(')').Raw(0x81)), $"'{module}.{name}'");

    [Fact]
    public void Attributes_are_given_to_nothing_but_objects()
    {
        _opening.AssertRefused(
            PickleWriter.Write(w => w.Global("torch", "float32").Dictionary(("__class__", v => v.Int(1))).Op('b')), "gives attributes");
        _opening.AssertRefused(PickleWriter.Write(w => w.List().Dictionary().Op('b')), "gives attributes");
        _opening.AssertRefused(
            PickleWriter.Write(w => w.Global("torch.nn.modules.linear", "Linear").Op(')').Raw(0x81).Text("__setstate__").Op('b')),
            "expected a dictionary");
    }

    [Fact]
    public void A_callable_that_is_data_is_refused() => _opening.AssertRefused(
        PickleWriter.Write(w => w.Text("os.system").Tuple(a => a.Text("true")).Op('R')), "what is called is text");

    [Theory]
    [InlineData('i')]
    [InlineData('o')]
    [InlineData('P')]
    [InlineData('2')]
    [InlineData('\u0082')]
    public void Instructions_that_no_weight_file_needs_are_refused(char code) =>
        _opening.AssertRefused(PickleWriter.Write(w => w.Raw((byte)code)), $"0x{(int)code:x2}");

    [Theory]
    [InlineData(']', 'a')]
    [InlineData('(', 't')]
    [InlineData('}', 's')]
    public void Deep_nesting_is_refused(char open, char close)
    {
        byte[] bytes = PickleWriter.Write(w =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                w.Op(open);
                if (open == '}') w.Text("k");
            }
            w.Int(1);
            for (int i = 0; i < 20_000; i++) w.Op(close);
        });
        _opening.AssertRefused(bytes, "nests deeper than 100");
    }

    [Fact]
    public void Modules_that_nest_deep_or_contain_themselves_are_refused()
    {
        void Nest(PickleWriter w, int depth) => w.Object("torch.nn.modules.container", "Sequential", ("_modules", m =>
        {
            if (depth == 0) m.Dictionary();
            else m.Dictionary(("0", n => Nest(n, depth - 1)));
        }
        ));
        _opening.AssertRefused(PickleWriter.Write(w => Nest(w, 150)), "modules nest deeper");
        _opening.AssertRefused(
            PickleWriter.Write(w => w.Global("torch.nn.modules.container", "Sequential").Op(')').Raw(0x81).Put(1)
                .Dictionary(("_modules", m => m.Dictionary(("0", n => n.Get(1))))).Op('b')),
            "refer to themselves");
    }

    [Fact]
    public void A_list_that_contains_itself_is_refused() =>
        _opening.AssertRefused(PickleWriter.Write(w => w.Op(']').Put(1).Get(1).Op('a')), "refers to itself");

    [Fact]
    public void Lists_of_lists_of_lists_that_unfold_to_billions_are_refused()
    {
        byte[] bytes = PickleWriter.Write(w =>
        {
            w.List(v => v.Int(1)).Put(0).Op('0');
            for (uint level = 1; level <= 30; level++)
                w.List([.. Enumerable.Repeat<Action<PickleWriter>>(v => v.Get(level - 1), 10)]).Put(level).Op('0');
            w.Get(30);
        });
        _opening.AssertRefused(bytes, "justify");
    }

    [Fact]
    public void A_long_name_on_many_tensors_is_refused()
    {
        byte[] pickle = PickleWriter.Write(w =>
        {
            w.Tensor(s => s.Storage("ByteStorage", "0", 1), 0, [1], [1]).Put(1).Op('0');
            w.Dictionary((new string('k', 100_000), v => v.List([.. Enumerable.Repeat<Action<PickleWriter>>(t => t.Get(1), 10_000)])));
        });
        _opening.AssertRefused(SampleFiles.Archive(pickle, [("0", [1])]), "justify");
    }

    [Theory]
    [InlineData(0x94, 2_000_000)]
    [InlineData(']', 2_000_000)]
    [InlineData(')', 2_000_000)]
    [InlineData('(', 8_000_000)]
    public void A_stream_of_cheap_instructions_takes_no_more_memory_than_its_size_justifies(int code, int count)
    {
        byte[] instructions = new byte[count];
        Array.Fill(instructions, (byte)code);
        _opening.AssertRefused(PickleWriter.Write(w => w.Op('N').Raw(instructions)), "");
    }

    [Fact]
    public void The_memo_takes_any_index_and_no_more_room_for_it()
    {
        using var contents = _opening.Open(PickleWriter.Write(w => w.Int(5).Put(uint.MaxValue).Op('0').Get(uint.MaxValue)));
        Assert.Equal(5L, contents.Root);
        _opening.AssertRefused(PickleWriter.Write(w => w.Get(3)), "recalls value 3");
    }

    [Theory]
    [InlineData("X ffffffff")]
    [InlineData("B ffffffff")]
    [InlineData("T ffffffff")]
    [InlineData("8b ffffffff")]
    [InlineData("8d ffffffffffffff7f")]
    [InlineData("8d ffffffffffffffff")]
    [InlineData("8e 0000000000000001")]
    [InlineData("96 0000000000000001")]
    [InlineData("95 ffffffffffffff7f")]
    public void A_length_beyond_the_file_is_refused_before_it_is_allocated(string instruction)
    {
        string[] parts = instruction.Split(' ');
        byte code = parts[0].Length == 2 ? Convert.ToByte(parts[0], 16) : (byte)parts[0][0];
        _opening.AssertRefused(PickleWriter.Write(w => w.Raw(code).Raw(Convert.FromHexString(parts[1])).Raw(new byte[300])), "");
    }

    [Theory]
    [InlineData('t')]
    [InlineData('0')]
    [InlineData('1')]
    [InlineData('\u0085')]
    [InlineData('\u0087')]
    [InlineData('R')]
    [InlineData('b')]
    [InlineData('\u0081')]
    [InlineData('s')]
    [InlineData('u')]
    [InlineData('a')]
    [InlineData('e')]
    [InlineData('Q')]
    [InlineData('q')]
    [InlineData('\u0093')]
    public void Taking_from_an_empty_stack_is_refused(char code) =>
        _opening.AssertRefused(PickleWriter.Write(w => w.Raw((byte)code, 1)), "");

    [Fact]
    public void A_file_inside_a_file_inside_a_file_is_refused()
    {
        byte[] inner = SampleFiles.LegacyFile(w => w.Storage("ByteStorage", "0", 1, legacy: true), ("0", 1, [1]));
        for (int i = 0; i < 200; i++)
        {
            byte[] file = inner;
            inner = SampleFiles.LegacyFile(w => w.Call("torch.storage", "_load_from_bytes", a => a.Bytes(file)));
        }
        _opening.AssertRefused(inner, "inside another");
    }

    public void Dispose() => _opening.Dispose();
}
