using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>Functions of each number, and softmax.</summary>
static class ActivationOperators
{
    const int SoftmaxOverOneAxis = 13;

    public static IReadOnlyDictionary<string, OnnxOperator> All { get; } = new Dictionary<string, OnnxOperator>
    {
        ["Relu"] = _ => new OnnxLayer(x => x[0].relu(), (graph, x) => graph.Relu(x[0])) { ComputeInPlace = x => x[0].relu_(), TakesBFloat16 = true },
        ["LeakyRelu"] = node => WithAlpha(node, 0.01, (x, alpha) => nn.functional.leaky_relu(x, alpha)),
        ["Elu"] = node => WithAlpha(node, 1, (x, alpha) => nn.functional.elu(x, alpha)),
        ["Celu"] = node => WithAlpha(node, 1, (x, alpha) => nn.functional.celu(x, alpha)),
        ["ThresholdedRelu"] = node => WithAlpha(node, 1, (x, alpha) => x * (x > alpha).to(x.dtype)),
        ["PRelu"] = _ => new OnnxLayer(ParametricRelu, (graph, x) => graph.Node("PRelu", x)) { HasWeights = true },
        ["Sigmoid"] = _ => OnnxLayer.Plain("Sigmoid", x => x.sigmoid()),
        ["Tanh"] = _ => OnnxLayer.Plain("Tanh", x => x.tanh()),
        ["Softplus"] = _ => OnnxLayer.Plain("Softplus", x => nn.functional.softplus(x)),
        ["Softsign"] = _ => OnnxLayer.Plain("Softsign", x => x / (x.abs() + 1)),
        ["HardSwish"] = _ => OnnxLayer.Plain("HardSwish", x => nn.functional.hardswish(x)),
        ["HardSigmoid"] = HardSigmoid,
        ["Mish"] = _ => new OnnxLayer(x => x[0] * nn.functional.softplus(x[0]).tanh(), (graph, x) => graph.Mul(x[0], graph.Tanh(graph.Softplus(x[0])))),
        ["Gelu"] = Gelu,
        ["Clip"] = Clip,
        ["Softmax"] = node => Softmax(node, "Softmax", (x, axis) => nn.functional.softmax(x, axis)),
        ["LogSoftmax"] = node => Softmax(node, "LogSoftmax", (x, axis) => nn.functional.log_softmax(x, axis)),
    };

    static OnnxLayer WithAlpha(OnnxNode node, double fallback, Func<Tensor, double, Tensor> compute)
    {
        double alpha = node.Number("alpha", fallback);
        string type = node.Operator;
        return new OnnxLayer(x => compute(x[0], alpha), (graph, x) => graph.Node(type, [x[0]], new OnnxAttribute("alpha", alpha)));
    }

    static Tensor ParametricRelu(LayerInputs inputs)
    {
        inputs.PlanBroadcast();
        return inputs[0].relu() - inputs[1] * (-inputs[0]).relu();
    }

    static OnnxLayer HardSigmoid(OnnxNode node)
    {
        double alpha = node.Number("alpha", 0.2), beta = node.Number("beta", 0.5);
        return new OnnxLayer(
            x => (x[0] * alpha + beta).clamp(0, 1),
            (graph, x) => graph.Node("HardSigmoid", [x[0]], new("alpha", alpha), new("beta", beta)));
    }

    // Operator set 17 has no Gelu: it leaves as what it is made of.
    static OnnxLayer Gelu(OnnxNode node)
    {
        string approximate = node.Text("approximate", "none");
        if (approximate is not ("none" or "tanh")) throw node.Unsupported($"approximate '{approximate}'");
        bool byTanh = approximate == "tanh";
        double scale = byTanh ? Math.Sqrt(2 / Math.PI) : Math.Sqrt(0.5);
        return new OnnxLayer(
            x => byTanh ? x[0] * 0.5 * (((x[0].pow(3) * 0.044715 + x[0]) * scale).tanh() + 1) : nn.functional.gelu(x[0]),
            (graph, x) =>
            {
                var inner = byTanh
                    ? graph.Tanh(graph.Mul(graph.Add(graph.Mul(graph.Pow(x[0], 3), 0.044715), x[0]), scale))
                    : graph.Node("Erf", [graph.Mul(x[0], scale)]);
                return graph.Mul(graph.Mul(x[0], 0.5), graph.Add(inner, 1));
            });
    }

    static OnnxLayer Clip(OnnxNode node)
    {
        double minimum = node.SettingNumber("min", 1, -float.MaxValue), maximum = node.SettingNumber("max", 2, float.MaxValue);
        return new OnnxLayer(
            x => x[0].clamp(minimum == -float.MaxValue ? null : minimum, maximum == float.MaxValue ? null : maximum),
            (graph, x) => graph.Clip(x[0], minimum, maximum))
        {
            TakesBFloat16 = true,
        };
    }

    /// <summary>Before operator set 13, the axis says where a matrix is made of the tensor, whose rows are normalised.</summary>
    static OnnxLayer Softmax(OnnxNode node, string type, Func<Tensor, long, Tensor> compute)
    {
        bool overOneAxis = node.OperatorSet >= SoftmaxOverOneAxis;
        long axis = node.Integer("axis", overOneAxis ? -1 : 1);
        if (overOneAxis) return new OnnxLayer(x => compute(x[0], axis), (graph, x) => graph.Node(type, [x[0]], new OnnxAttribute("axis", axis)));
        return new OnnxLayer(
            inputs =>
            {
                using var scope = NewDisposeScope();
                var x = inputs[0];
                long rows = x.shape[..(int)TensorValues.Axis(axis, x.dim())].Aggregate(1L, (product, d) => product * d);
                return compute(x.reshape(rows, -1), 1).reshape(x.shape).MoveToOuterDisposeScope();
            },
            (graph, x) =>
            {
                var rows = graph.Node("Flatten", [x[0]], new OnnxAttribute("axis", axis));
                return graph.Node("Reshape", [graph.Node(type, [rows], new OnnxAttribute("axis", 1)), graph.Node("Shape", [x[0]])]);
            });
    }
}
