using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>Arithmetic, comparisons and logic, element by element; two values broadcast as in NumPy.</summary>
static class ElementwiseOperators
{
    public static IReadOnlyDictionary<string, OnnxOperator> All { get; } = new Dictionary<string, OnnxOperator>
    {
        ["Add"] = node => Two(node, (a, b) => a + b, isOverwritable: true),
        ["Sub"] = node => Two(node, (a, b) => a - b, isOverwritable: true),
        ["Mul"] = node => Two(node, (a, b) => a * b),
        ["Div"] = node => Two(node, (a, b) => a.is_integral() ? a.div(b, RoundingMode.trunc) : a / b),
        ["Pow"] = node => node.ConstantNumbers(1) is [var exponent]
            ? new OnnxLayer(x => exponent == 2 ? x[0].square() : x[0].pow(exponent), (graph, x) => graph.Pow(x[0], exponent))
            : Two(node, (a, b) => a.pow(b)),
        ["Mod"] = node => node.Integer("fmod", 0) == 1 ? throw node.Unsupported("fmod") : Two(node, (a, b) => a.remainder(b)),
        ["Equal"] = node => Two(node, (a, b) => a.eq(b)),
        ["Greater"] = node => Two(node, (a, b) => a > b),
        ["GreaterOrEqual"] = node => Two(node, (a, b) => a >= b),
        ["Less"] = node => Two(node, (a, b) => a < b),
        ["LessOrEqual"] = node => Two(node, (a, b) => a <= b),
        ["And"] = node => Two(node, (a, b) => a.logical_and(b)),
        ["Or"] = node => Two(node, (a, b) => a.logical_or(b)),
        ["Sum"] = _ => Several("Sum", (a, b) => a + b),
        ["Min"] = _ => Several("Min", (a, b) => a.minimum(b)),
        ["Max"] = _ => Several("Max", (a, b) => a.maximum(b)),
        ["Mean"] = node => Mean(node.InputCount),
        ["Not"] = _ => OnnxLayer.Plain("Not", x => x.logical_not()),
        ["Neg"] = _ => OnnxLayer.Plain("Neg", x => -x),
        ["Abs"] = _ => OnnxLayer.Plain("Abs", x => x.abs()),
        ["Exp"] = _ => OnnxLayer.Plain("Exp", x => x.exp()),
        ["Log"] = _ => OnnxLayer.Plain("Log", x => x.log()),
        ["Sqrt"] = _ => OnnxLayer.Plain("Sqrt", x => x.sqrt()),
        ["Reciprocal"] = _ => OnnxLayer.Plain("Reciprocal", x => x.reciprocal()),
        ["Erf"] = _ => OnnxLayer.Plain("Erf", x => x.erf()),
        ["Floor"] = _ => OnnxLayer.Plain("Floor", x => x.floor()),
        ["Ceil"] = _ => OnnxLayer.Plain("Ceil", x => x.ceil()),
        ["Round"] = _ => OnnxLayer.Plain("Round", x => x.round()),
        ["Sign"] = _ => OnnxLayer.Plain("Sign", x => x.sign()),
        ["Sin"] = _ => OnnxLayer.Plain("Sin", x => x.sin()),
        ["Cos"] = _ => OnnxLayer.Plain("Cos", x => x.cos()),
        ["Where"] = _ => new OnnxLayer(
            x =>
            {
                x.PlanBroadcast();
                return where(OnDevice(x[0], x[1]), x[1], OnDevice(x[2], x[1]));
            },
            (graph, x) => graph.Node("Where", x)),
    };

    static OnnxLayer Two(OnnxNode node, Func<Tensor, Tensor, Tensor> compute, bool isOverwritable = false)
    {
        if (node.HasAttribute("broadcast")) throw node.Unsupported("the broadcasting of operator sets before 7");
        string type = node.Operator;
        return new OnnxLayer(
            x =>
            {
                x.PlanBroadcast();
                return compute(OnDevice(x[0], x[1]), OnDevice(x[1], x[0]));
            },
            (graph, x) => graph.Node(type, x))
        {
            IsOverwritable = isOverwritable,
            TakesBFloat16 = isOverwritable,
        };
    }

    static OnnxLayer Several(string type, Func<Tensor, Tensor, Tensor> compute) => new(
        inputs => Combine(inputs, compute), (graph, x) => graph.Node(type, x));

    static OnnxLayer Mean(int count) => new(
        inputs => Combine(inputs, (a, b) => a + b) / count, (graph, x) => graph.Node("Mean", x));

    static Tensor Combine(LayerInputs inputs, Func<Tensor, Tensor, Tensor> compute)
    {
        inputs.PlanBroadcast();
        return Enumerable.Range(0, inputs.Count).Select(i => inputs[i]).Aggregate(compute);
    }

    /// <summary>A small tensor of the CPU where the other one is.</summary>
    static Tensor OnDevice(Tensor tensor, Tensor other) =>
        tensor.device_type == TorchSharp.DeviceType.CPU && other.device_type != TorchSharp.DeviceType.CPU ? tensor.to(other.device) : tensor;
}
