using Mlvgm.MLNet.OnnxExport.Graph;

namespace Mlvgm.MLNet.OnnxExport.Operators;

/// <summary>Activation functions.</summary>
/// <example>See <c>examples/ApiTour/ExportedModule.cs</c>.</example>
public static class ActivationOperators
{
    /// <summary>max(x, 0).</summary>
    public static OnnxValue Relu(this OnnxGraph graph, OnnxValue value) => graph.Node("Relu", [value]);

    /// <summary>x where positive, <paramref name="slope"/> · x elsewhere.</summary>
    public static OnnxValue LeakyRelu(this OnnxGraph graph, OnnxValue value, double slope) =>
        graph.Node("LeakyRelu", [value], new OnnxAttribute("alpha", slope));

    /// <summary>x where positive, <paramref name="alpha"/> · (e^x - 1) elsewhere.</summary>
    public static OnnxValue Elu(this OnnxGraph graph, OnnxValue value, double alpha = 1) =>
        graph.Node("Elu", [value], new OnnxAttribute("alpha", alpha));

    /// <summary>x · sigmoid(x), also called swish.</summary>
    public static OnnxValue Silu(this OnnxGraph graph, OnnxValue value) => graph.Mul(value, graph.Sigmoid(value));

    /// <summary>1 / (1 + e^-x).</summary>
    public static OnnxValue Sigmoid(this OnnxGraph graph, OnnxValue value) => graph.Node("Sigmoid", [value]);

    /// <summary>The hyperbolic tangent.</summary>
    public static OnnxValue Tanh(this OnnxGraph graph, OnnxValue value) => graph.Node("Tanh", [value]);

    /// <summary>log(1 + e^x).</summary>
    public static OnnxValue Softplus(this OnnxGraph graph, OnnxValue value) => graph.Node("Softplus", [value]);

    /// <summary>e^x, normalised to sum 1 along <paramref name="axis"/>.</summary>
    public static OnnxValue Softmax(this OnnxGraph graph, OnnxValue value, long axis) =>
        graph.Node("Softmax", [value], new OnnxAttribute("axis", axis));
}
