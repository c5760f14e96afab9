using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxImport.Files;
using static Mlvgm.MLNet.OnnxExport.Proto.TensorProto.Types;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>Constants, shapes, and what is computed from them: 64-bit integers on the CPU.</summary>
static class FillingOperators
{
    public static IReadOnlyDictionary<string, OnnxOperator> All { get; } = new Dictionary<string, OnnxOperator>
    {
        ["Constant"] = Constant,
        ["Shape"] = Shape,
        ["Size"] = _ => new OnnxLayer(x => tensor(x[0].numel()), (graph, x) => graph.Node("Size", [x[0]])) { IsOfShape = true },
        ["Cast"] = Cast,
        ["ConstantOfShape"] = ConstantOfShape,
        ["Range"] = _ => new OnnxLayer(
            x =>
            {
                double start = x[0].to(ScalarType.Float64).item<double>(), end = x[1].to(ScalarType.Float64).item<double>();
                double length = (end - start) / x[2].to(ScalarType.Float64).item<double>();
                x.Plan([length is > 0 and < long.MaxValue ? (long)length : length > 0 ? long.MaxValue : 0]);
                return arange(x[0].ToScalar(), x[1].ToScalar(), x[2].ToScalar(), x[0].dtype);
            },
            (graph, x) => graph.Node("Range", x)),
    };

    // Constants are folded when the network is built, and never leave as a node.
    static OnnxLayer Constant(OnnxNode node)
    {
        Func<Tensor> value = node switch
        {
            _ when node.TensorAttribute("value") is { } stored => () => new TensorReader(folder: null).Read(stored),
            _ when node.HasAttribute("value_float") => () => tensor((float)node.Number("value_float", 0)),
            _ when node.HasAttribute("value_int") => () => tensor(node.Integer("value_int", 0)),
            _ when node.Numbers("value_floats") is { } numbers => () => tensor(numbers.Select(number => (float)number).ToArray()),
            _ when node.Integers("value_ints") is { } integers => () => TensorValues.Of(integers),
            _ => throw node.Unsupported("a constant that is no tensor"),
        };
        return new OnnxLayer(_ => value(), (graph, _) => throw graph.Unsupported("a constant as a node"));
    }

    static OnnxLayer Shape(OnnxNode node)
    {
        long start = node.Integer("start", 0), end = node.Integer("end", long.MaxValue);
        return new OnnxLayer(
            inputs =>
            {
                long[] shape = inputs[0].shape;
                int first = Bound(start, shape.Length), last = Bound(end, shape.Length);
                return TensorValues.Of(last > first ? shape[first..last] : []);
            },
            (graph, x) => end == long.MaxValue
                ? graph.Node("Shape", [x[0]], new OnnxAttribute("start", start))
                : graph.Node("Shape", [x[0]], new("start", start), new("end", end)))
        {
            IsOfShape = true,
        };
    }

    static int Bound(long index, int rank) => (int)Math.Clamp(index < 0 ? index + rank : index, 0, rank);

    /// <summary>Networks compute in single precision, 64-bit integers and truth values, whatever narrower or wider types the file has.</summary>
    static OnnxLayer Cast(OnnxNode node)
    {
        var (type, name) = (DataType)node.Integer("to", (long)DataType.Float) switch
        {
            DataType.Float or DataType.Float16 or DataType.Bfloat16 or DataType.Double => (ScalarType.Float32, DataType.Float),
            DataType.Bool => (ScalarType.Bool, DataType.Bool),
            DataType.Undefined => throw node.Unsupported("a cast to no type"),
            _ => (ScalarType.Int64, DataType.Int64),
        };
        return new OnnxLayer(x => x[0].to(type), (graph, x) => graph.Node("Cast", [x[0]], new OnnxAttribute("to", (long)name)));
    }

    static OnnxLayer ConstantOfShape(OnnxNode node)
    {
        using var scope = NewDisposeScope();
        var stored = node.TensorAttribute("value") is { } proto ? new TensorReader(folder: null).Read(proto) : zeros(1);
        if (stored.numel() != 1) throw node.Unsupported($"a value of {stored.numel()} numbers");
        var type = stored.dtype;
        double value = stored.to(ScalarType.Float64).item<double>();
        return new OnnxLayer(
            x =>
            {
                long[] shape = TensorValues.Integers(x[0]);
                x.Plan(shape);
                return full(shape, value, type);
            },
            (graph, x) => graph.Node("Expand", [type == ScalarType.Float32 ? graph.Constant(value) : graph.Constant([(long)value], []), x[0]]));
    }
}
