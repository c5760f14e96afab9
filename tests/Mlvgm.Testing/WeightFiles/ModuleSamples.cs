using System.Runtime.InteropServices;
using Mlvgm.MLNet.WeightFiles.Tensors;

namespace Mlvgm.Testing.WeightFiles;

/// <summary>Whole networks: NVlabs' records for PyTorch and TensorFlow, and a released walker.</summary>
public static class ModuleSamples
{
    static readonly float[] Weight = [1, 2, 3, 4];
    static readonly float[] Bias = [-1, float.NaN];

    /// <summary>A pickle of <c>torch_utils.persistence</c> records (docs/method/weight-formats.md#nvlabs-pytorch-snapshots), protocol 3.</summary>
    public static SampleFile Persistence()
    {
        void Layer(PickleWriter w) => Record(w, "FullyConnectedLayer", ("activation", v => v.Text("lrelu")), ("weight_gain", Gain),
            ("_parameters", v => v.OrderedDictionary(
                ("weight", p => p.Parameter(t => t.Tensor(s => Stored(s, Weight), 0, [2, 2], [2, 1]))), ("bias", p => p.None()))),
            ("_buffers", v => v.OrderedDictionary(("kept", b => b.Tensor(s => Stored(s, Bias), 0, [2], [1])),
                ("left", b => b.Tensor(s => Stored(s, Bias), 0, [2], [1])))),
            ("_non_persistent_buffers_set", v => v.Call("builtins", "set", a => a.List(i => i.Text("left")))),
            ("_modules", v => v.OrderedDictionary()));
        byte[] bytes = PickleWriter.Write(
            w => w.Dictionary(
                ("training_set_kwargs", v => v.Global("dnnlib.util", "EasyDict").Op(')').Raw(0x81).Text("path").Text("data.zip").Op('s')),
                ("G_ema", v => Record(v, "Generator", ("z_dim", z => z.Int(2)), ("_parameters", p => p.OrderedDictionary()),
                    ("_buffers", p => p.OrderedDictionary()),
                    ("_modules", m => m.OrderedDictionary(("mapping", n => Record(n, "MappingNetwork",
                        ("_modules", k => k.OrderedDictionary(("fc0", Layer))))))))),
                ("augment_pipe", v => v.None())),
            protocol: 3);
        return new SampleFile("nvlabs-pkl", bytes, new Dictionary<string, SampleTensor>
        {
            ["G_ema/mapping.fc0.weight"] = Floats(Weight, 2, 2),
            ["G_ema/mapping.fc0.kept"] = Floats(Bias, 2),
        });
    }

    /// <summary>A tuple of TensorFlow networks (docs/method/weight-formats.md#tensorflow-networks), protocol 4.</summary>
    public static SampleFile TensorFlow()
    {
        void Network(PickleWriter w, string name, (string, Action<PickleWriter>)[] components, params Action<PickleWriter>[] variables) =>
            w.StackGlobal("dnnlib.tflib.network", "Network").Op(')').Raw(0x81).Dictionary(
                ("version", v => v.Int(4)), ("name", v => v.Text(name)), ("static_kwargs", v => v.Dictionary(("resolution", r => r.Int(4)))),
                ("components", v => v.Dictionary(components)), ("build_module_src", v => v.Text("import os")), ("variables", v => v.List(variables)))
                .Op('b');
        void G(PickleWriter w) => Network(w, "G", [("mapping", m => Network(m, "G_mapping", [], v => Variable(v, "Dense0/weight", Weight, 2, 2)))],
            v => v.Tuple(t => t.Text("lod"), t => Scalar(t, [0, 0, 128, 63])), v => Variable(v, "dlatent_avg", Bias, 2));
        byte[] bytes = PickleWriter.Write(w => w.Tuple(G, d => Network(d, "D", []), G), protocol: 4);
        var tensors = new Dictionary<string, SampleTensor>();
        foreach (int i in (int[])[0, 2])
        {
            tensors[$"{i}/lod"] = Floats([1]);
            tensors[$"{i}/dlatent_avg"] = Floats(Bias, 2);
            tensors[$"{i}/mapping/Dense0/weight"] = Floats(Weight, 2, 2);
        }
        return new SampleFile("tensorflow-pkl", bytes, tensors);
    }

    /// <summary>A whole module under <c>nn_walker</c> (docs/method/weight-formats.md#whole-modules).</summary>
    public static SampleFile Walker()
    {
        void Linear(PickleWriter w, string weight, string bias) => w.Object("torch.nn.modules.linear", "Linear",
            ("_parameters", p => p.OrderedDictionary(
                ("weight", v => v.Parameter(t => t.Tensor(s => s.Storage("FloatStorage", weight, 4), 0, [2, 2], [2, 1]))),
                ("bias", v => v.Parameter(t => t.Tensor(s => s.Storage("FloatStorage", bias, 2), 0, [2], [1]))))));
        byte[] pickle = PickleWriter.Write(w => w.Dictionary(("nn_walker", v => v.Object("src.noise_maker.walkers", "NonlinearWalker",
            ("training", t => t.Bool(true)),
            ("_modules", m => m.OrderedDictionary(("walker", s => s.Object("torch.nn.modules.container", "Sequential",
                ("_modules", k => k.OrderedDictionary(
                    ("0", l => Linear(l, "0", "1")), ("1", l => l.Object("torch.nn.modules.activation", "ReLU")), ("2", l => Linear(l, "0", "1")))))))),
            ("g_type", t => t.Text("bigbigan")), ("start", t => t.Int(1)), ("stop", t => t.Int(3))))));
        byte[] bias = MemoryMarshal.AsBytes<float>((float[])[0.5f, -0.5f]).ToArray();
        byte[] Pack(byte[] inner) => SampleFiles.Archive(inner, [("0", MemoryMarshal.AsBytes<float>(Weight).ToArray()), ("1", bias)]);
        var tensors = new Dictionary<string, SampleTensor>();
        foreach (int layer in (int[])[0, 2])
        {
            tensors[$"nn_walker/walker.{layer}.weight"] = Floats(Weight, 2, 2);
            tensors[$"nn_walker/walker.{layer}.bias"] = Floats([0.5f, -0.5f], 2);
        }
        return new SampleFile("walker", Pack(pickle), tensors) { Checksummed = true, Contents = pickle, Repack = Pack };
    }

    static void Record(PickleWriter w, string className, params (string, Action<PickleWriter>)[] state) =>
        w.Call("torch_utils.persistence", "_reconstruct_persistent_obj", a => a.Dictionary(
            ("type", v => v.Text("class")), ("version", v => v.Int(6)), ("module_src", v => v.Text("import os; os.system('true')")),
            ("class_name", v => v.Text(className)), ("state", v => v.Dictionary(state))));

    /// <summary>A storage inside a plain pickle: a whole file of the old format as bytes.</summary>
    static void Stored(PickleWriter w, float[] values)
    {
        byte[] file = SampleFiles.LegacyFile(
            v => v.Storage("FloatStorage", "93", values.Length, legacy: true), ("93", 4, MemoryMarshal.AsBytes<float>(values).ToArray()));
        w.Call("torch.storage", "_load_from_bytes", a => a.Bytes(file));
    }

    static void Variable(PickleWriter w, string name, float[] values, params long[] shape) => w.Tuple(
        t => t.Text(name),
        t => t.Call("numpy.core.multiarray", "_reconstruct", a => a.Global("numpy", "ndarray"), a => a.Ints(0), a => a.Bytes("b"u8.ToArray()))
            .Tuple(b => b.Int(1), b => b.Ints(shape), Float32, b => b.Bool(false), b => b.Bytes(MemoryMarshal.AsBytes<float>(values).ToArray()))
            .Op('b'));

    static void Scalar(PickleWriter w, byte[] bytes) => w.Call("numpy.core.multiarray", "scalar", Float32, a => a.Bytes(bytes));

    static void Gain(PickleWriter w) =>
        w.Call("numpy.core.multiarray", "scalar", a => a.Call("numpy", "dtype", d => d.Text("f8")), a => a.Bytes(new byte[8]));

    static void Float32(PickleWriter w) => w.Call("numpy", "dtype", a => a.Text("f4"), a => a.Bool(false), a => a.Bool(true))
        .Tuple(b => b.Int(3), b => b.Text("<"), b => b.None(), b => b.None(), b => b.None(), b => b.Int(-1), b => b.Int(-1), b => b.Int(0)).Op('b');

    static SampleTensor Floats(float[] values, params long[] shape) =>
        new(ElementType.Float32, shape, MemoryMarshal.AsBytes<float>(values).ToArray());
}
