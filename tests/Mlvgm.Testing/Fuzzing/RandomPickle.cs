using Mlvgm.Testing.WeightFiles;

namespace Mlvgm.Testing.Fuzzing;

/// <summary>Writes pickles of allowed values, and of allowed instructions in an order that makes little sense.</summary>
/// <param name="random">Decides what comes.</param>
public sealed class RandomPickle(Random random)
{
    static readonly (string Module, string Name)[] Globals =
    [
        ("collections", "OrderedDict"), ("collections", "Counter"), ("builtins", "set"), ("__builtin__", "bytes"), ("_codecs", "encode"),
        ("torch", "FloatStorage"), ("torch", "BoolStorage"), ("torch", "Size"), ("torch", "device"), ("torch", "float32"),
        ("torch._utils", "_rebuild_tensor_v2"), ("torch._utils", "_rebuild_parameter"), ("torch.storage", "_load_from_bytes"),
        ("torch.nn.modules.linear", "Linear"), ("src.noise_maker.walkers", "NonlinearWalker"), ("argparse", "Namespace"),
        ("dnnlib.util", "EasyDict"), ("dnnlib.tflib.network", "Network"), ("torch_utils.persistence", "_reconstruct_persistent_obj"),
        ("numpy", "dtype"), ("numpy", "ndarray"), ("numpy.core.multiarray", "_reconstruct"), ("numpy.core.multiarray", "scalar"),
        ("numpy._core.numeric", "_frombuffer"), ("os", "system"),
        ("acme.models", "Thing"), ("acme.models", "Thing"), ("builtins", "getattr"), ("builtins", "complex"), ("builtins", "slice"), ("pathlib", "Path"),
        ("collections", "deque"), ("collections", "defaultdict"), ("torch._utils", "_rebuild_tensor_v3"), ("torch._utils", "_rebuild_qtensor"),
        ("torch._utils", "_rebuild_sparse_tensor"), ("torch._tensor", "_rebuild_from_type_v2"), ("torch._utils", "_rebuild_new"),
        ("torch", "ComplexFloatStorage"), ("torch.storage", "UntypedStorage"), ("torch", "uint16"), ("functools", "partial"),
    ];

    static readonly string[] Texts =
    [
        "storage", "0", "1", "latin1", "f4", "<", "_parameters", "_buffers", "_modules", "state", "type", "class", "class_name", "variables",
        "weight", "é",
    ];

    /// <summary>A pickle of random values, in one of three with instructions among them that do not belong there.</summary>
    public byte[] Next()
    {
        bool damaged = random.Next(3) == 0;
        return PickleWriter.Write(
            w =>
            {
                if (damaged) for (int i = random.Next(1, 20); i > 0; i--) Step(w, depth: 0);
                Value(w, depth: 0);
                if (damaged) for (int i = random.Next(20); i > 0; i--) Step(w, depth: 0);
            },
            protocol: 4);
    }

    void Value(PickleWriter w, int depth)
    {
        long rows = random.Next(4), columns = random.Next(4);
        switch (random.Next(depth < 5 ? 17 : 6))
        {
            case 0: w.Int(random.Next(10) == 0 ? random.NextInt64() : random.Next(6)); break;
            case 1: w.Text(Texts[random.Next(Texts.Length)]); break;
            case 2: w.Bool(random.Next(2) == 0); break;
            case 3: w.Bytes(new byte[random.Next(9)]); break;
            case 4 or 5: w.Tensor(s => s.Storage("FloatStorage", "0", 12), random.Next(2), [rows, columns], [random.Next(4), random.Next(3)]); break;
            case 6: w.Tuple(Values(depth)); break;
            case 7: w.List(Values(depth)); break;
            case 8: w.Dictionary(Entries(depth)); break;
            case 9: w.OrderedDictionary(Entries(depth)); break;
            case 10: w.Object("torch.nn.modules.container", "Sequential", Entries(depth)); break;
            case 11: w.Object("dnnlib.tflib.network", "Network", Entries(depth)); break;
            case 12: w.Call("builtins", "set", a => a.List(Values(depth))); break;
            case 13: w.Object("acme.models", "Thing", Entries(depth)); break;
            case 14: w.Call("acme.models", "make", Values(depth)); break;
            case 15: w.Op('}').Op('(').Invoke(k => Value(k, depth + 1)).Invoke(v => Value(v, depth + 1)).Op('u'); break;
            default:
                w.Call("torch_utils.persistence", "_reconstruct_persistent_obj", a => a.Dictionary(
                ("type", t => t.Text("class")), ("class_name", n => n.Text("Layer")), ("state", t => t.Dictionary(Entries(depth))))); break;
        }
    }

    Action<PickleWriter>[] Values(int depth) => [.. Enumerable.Repeat<Action<PickleWriter>>(w => Value(w, depth + 1), random.Next(5))];

    (string, Action<PickleWriter>)[] Entries(int depth) => [.. Values(depth).Select(value => (Texts[random.Next(Texts.Length)], value))];

    void Step(PickleWriter w, int depth)
    {
        switch (random.Next(22))
        {
            case 0 or 1: w.Int(random.Next(10) == 0 ? random.NextInt64() : random.Next(6)); break;
            case 2 or 3: w.Text(Texts[random.Next(Texts.Length)]); break;
            case 4 or 5:
                var (module, name) = Globals[random.Next(Globals.Length)];
                w.Global(module, name);
                break;
            case 6: w.Op('('); break;
            case 7: w.Op('t'); break;
            case 8: w.Raw((byte)(0x85 + random.Next(3))); break;
            case 9: w.Op('R'); break;
            case 10: w.Op('b'); break;
            case 11: w.Op(')').Raw(0x81); break;
            case 12: w.Op("]}).N"[random.Next(2)]); break;
            case 13: w.Op("aesu"[random.Next(4)]); break;
            case 14: w.Op('Q'); break;
            case 15: w.Put((uint)random.Next(4)); break;
            case 16: w.Get((uint)random.Next(4)); break;
            case 17: w.Bytes(new byte[random.Next(9)]); break;
            case 18: w.Storage("FloatStorage", "0", random.Next(14)); break;
            case 19:
                long[] shape = [random.Next(4), random.Next(4)], strides = [random.Next(6), random.Next(3)];
                w.Tensor(s => s.Storage("FloatStorage", "0", 12), random.Next(4), shape, strides);
                break;
            case 20 when depth < 4: w.Tuple([.. Some(depth)]); break;
            case 21 when depth < 4: w.Dictionary([.. Some(depth).Select(item => (Texts[random.Next(Texts.Length)], item))]); break;
            default: w.Op('0'); break;
        }
    }

    IEnumerable<Action<PickleWriter>> Some(int depth) =>
        Enumerable.Repeat<Action<PickleWriter>>(w => Step(w, depth + 1), random.Next(5));
}
