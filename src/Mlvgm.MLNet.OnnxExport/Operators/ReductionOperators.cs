using Mlvgm.MLNet.OnnxExport.Graph;

namespace Mlvgm.MLNet.OnnxExport.Operators;

/// <summary>Reductions over axes; negative axes count from the end.</summary>
/// <example>See <c>examples/ApiTour/OwnLayers.cs</c>.</example>
public static class ReductionOperators
{
    /// <summary>The mean over <paramref name="axes"/>.</summary>
    public static OnnxValue ReduceMean(this OnnxGraph graph, OnnxValue value, IReadOnlyList<long> axes, bool keepDimensions = true) =>
        graph.Node("ReduceMean", [value], new OnnxAttribute("axes", axes), new OnnxAttribute("keepdims", keepDimensions ? 1 : 0));

    /// <summary>The sum over <paramref name="axes"/>.</summary>
    public static OnnxValue ReduceSum(this OnnxGraph graph, OnnxValue value, IReadOnlyList<long> axes, bool keepDimensions = true) =>
        graph.Node("ReduceSum", [value, graph.Constant([.. axes])], new OnnxAttribute("keepdims", keepDimensions ? 1 : 0));
}
