using Mlvgm.MLNet.OnnxExport.Graph;

namespace Mlvgm.MLNet.OnnxExport.Operators;

/// <summary>Elementwise arithmetic; two values broadcast as in NumPy.</summary>
/// <example>See <c>examples/ApiTour/OwnLayers.cs</c>.</example>
public static class ElementwiseOperators
{
    /// <summary>a + b.</summary>
    public static OnnxValue Add(this OnnxGraph graph, OnnxValue a, OnnxValue b) => graph.Node("Add", [a, b]);

    /// <summary>a + b.</summary>
    public static OnnxValue Add(this OnnxGraph graph, OnnxValue a, double b) => graph.Node("Add", [a, graph.Constant(b)]);

    /// <summary>a - b.</summary>
    public static OnnxValue Sub(this OnnxGraph graph, OnnxValue a, OnnxValue b) => graph.Node("Sub", [a, b]);

    /// <summary>a - b.</summary>
    public static OnnxValue Sub(this OnnxGraph graph, OnnxValue a, double b) => graph.Node("Sub", [a, graph.Constant(b)]);

    /// <summary>a · b.</summary>
    public static OnnxValue Mul(this OnnxGraph graph, OnnxValue a, OnnxValue b) => graph.Node("Mul", [a, b]);

    /// <summary>a · b.</summary>
    public static OnnxValue Mul(this OnnxGraph graph, OnnxValue a, double b) => graph.Node("Mul", [a, graph.Constant(b)]);

    /// <summary>a / b.</summary>
    public static OnnxValue Div(this OnnxGraph graph, OnnxValue a, OnnxValue b) => graph.Node("Div", [a, b]);

    /// <summary>a / b.</summary>
    public static OnnxValue Div(this OnnxGraph graph, OnnxValue a, double b) => graph.Node("Div", [a, graph.Constant(b)]);

    /// <summary>a to the power of <paramref name="exponent"/>.</summary>
    public static OnnxValue Pow(this OnnxGraph graph, OnnxValue a, double exponent) => graph.Node("Pow", [a, graph.Constant(exponent)]);

    /// <summary>e to the power of <paramref name="value"/>.</summary>
    public static OnnxValue Exp(this OnnxGraph graph, OnnxValue value) => graph.Node("Exp", [value]);

    /// <summary>The natural logarithm.</summary>
    public static OnnxValue Log(this OnnxGraph graph, OnnxValue value) => graph.Node("Log", [value]);

    /// <summary>The square root.</summary>
    public static OnnxValue Sqrt(this OnnxGraph graph, OnnxValue value) => graph.Node("Sqrt", [value]);

    /// <summary>The value confined to [<paramref name="minimum"/>, <paramref name="maximum"/>].</summary>
    public static OnnxValue Clip(this OnnxGraph graph, OnnxValue value, double minimum, double maximum) =>
        graph.Node("Clip", [value, graph.Constant(minimum), graph.Constant(maximum)]);
}
