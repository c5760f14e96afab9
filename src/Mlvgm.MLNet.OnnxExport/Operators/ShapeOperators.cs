using Mlvgm.MLNet.OnnxExport.Graph;

namespace Mlvgm.MLNet.OnnxExport.Operators;

/// <summary>Operators that rearrange elements.</summary>
/// <example>See <c>examples/ApiTour/OwnLayers.cs</c>.</example>
public static class ShapeOperators
{
    /// <summary>The values joined along <paramref name="axis"/>.</summary>
    public static OnnxValue Concat(this OnnxGraph graph, long axis, params IReadOnlyList<OnnxValue> values) =>
        graph.Node("Concat", values, new OnnxAttribute("axis", axis));

    /// <summary>The same elements in another shape: 0 keeps the dimension at that place, -1 stands for what remains.</summary>
    /// <remarks>Give the batch as 0 or -1, since its size is not fixed.</remarks>
    public static OnnxValue Reshape(this OnnxGraph graph, OnnxValue value, params ReadOnlySpan<long> shape) =>
        graph.Node("Reshape", [value, graph.Constant(shape)]);

    /// <summary>Dimensions from 1 on joined into one: [N, ..] to [N, product].</summary>
    public static OnnxValue Flatten(this OnnxGraph graph, OnnxValue value) => graph.Node("Flatten", [value], new OnnxAttribute("axis", 1));

    /// <summary>The dimensions in the order <paramref name="permutation"/>.</summary>
    public static OnnxValue Transpose(this OnnxGraph graph, OnnxValue value, params IReadOnlyList<long> permutation) =>
        graph.Node("Transpose", [value], new OnnxAttribute("perm", permutation));

    /// <summary>The elements <paramref name="start"/> to <paramref name="end"/> (exclusive) along <paramref name="axis"/>.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="value">What to take them from.</param>
    /// <param name="axis">The axis; negative from the end.</param>
    /// <param name="start">The first; negative from the end.</param>
    /// <param name="end">One past the last; negative from the end, <see cref="long.MaxValue"/> for all.</param>
    public static OnnxValue Slice(this OnnxGraph graph, OnnxValue value, long axis, long start, long end = long.MaxValue) =>
        graph.Node("Slice", [value, graph.Constant([start]), graph.Constant([end]), graph.Constant([axis])]);

    /// <summary>A learned constant repeated for every sample of the batch.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="constant">Of shape <paramref name="shape"/>, with or without a leading dimension of 1.</param>
    /// <param name="shape">The shape of one sample.</param>
    /// <param name="like">A value whose dimension 0 is the batch.</param>
    /// <returns>[N, ..shape].</returns>
    public static OnnxValue ExpandOverBatch(this OnnxGraph graph, OnnxValue constant, IReadOnlyList<long> shape, OnnxValue like)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var target = graph.Concat(0, graph.BatchSize(like), graph.Constant([.. shape]));
        return graph.Node("Expand", [constant, target]);
    }

    /// <summary>Dimension 0 of <paramref name="value"/>, as a vector of one integer.</summary>
    internal static OnnxValue BatchSize(this OnnxGraph graph, OnnxValue value) =>
        graph.Node("Shape", [value], new OnnxAttribute("start", 0), new OnnxAttribute("end", 1));
}
