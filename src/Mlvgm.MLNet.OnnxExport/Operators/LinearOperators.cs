using Mlvgm.MLNet.OnnxExport.Graph;

namespace Mlvgm.MLNet.OnnxExport.Operators;

/// <summary>Matrix products and convolutions.</summary>
/// <example>See <c>examples/ApiTour/OwnLayers.cs</c>.</example>
public static class LinearOperators
{
    /// <summary>The matrix product of the last two dimensions; the others broadcast.</summary>
    public static OnnxValue MatMul(this OnnxGraph graph, OnnxValue a, OnnxValue b) => graph.Node("MatMul", [a, b]);

    /// <summary>x · weightᵀ + bias.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">[N, in].</param>
    /// <param name="weight">[out, in], as TorchSharp keeps it.</param>
    /// <param name="bias">[out]; <see cref="OnnxValue.None"/> for none.</param>
    /// <returns>[N, out].</returns>
    public static OnnxValue Gemm(this OnnxGraph graph, OnnxValue input, OnnxValue weight, OnnxValue bias) =>
        graph.Node("Gemm", bias == OnnxValue.None ? [input, weight] : [input, weight, bias], new OnnxAttribute("transB", 1));

    /// <summary>A 2-d convolution (cross-correlation) with zero padding.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">[N, in, height, width].</param>
    /// <param name="weight">[out, in / groups, kernel height, kernel width].</param>
    /// <param name="bias">[out]; <see cref="OnnxValue.None"/> for none.</param>
    /// <param name="stride">Along height and width.</param>
    /// <param name="pads">Top, left, bottom, right.</param>
    /// <param name="dilation">Along height and width; 1 when null.</param>
    /// <param name="groups">Groups of channels.</param>
    /// <returns>[N, out, height', width'].</returns>
    public static OnnxValue Conv2d(this OnnxGraph graph, OnnxValue input, OnnxValue weight, OnnxValue bias,
        IReadOnlyList<long> stride, IReadOnlyList<long> pads, IReadOnlyList<long>? dilation = null, long groups = 1) =>
        graph.Node("Conv", bias == OnnxValue.None ? [input, weight] : [input, weight, bias],
            new OnnxAttribute("strides", stride), new OnnxAttribute("pads", pads),
            new OnnxAttribute("dilations", dilation ?? [1, 1]), new OnnxAttribute("group", groups));

    /// <summary>A transposed 2-d convolution.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">[N, in, height, width].</param>
    /// <param name="weight">[in, out / groups, kernel height, kernel width].</param>
    /// <param name="bias">[out]; <see cref="OnnxValue.None"/> for none.</param>
    /// <param name="stride">Along height and width.</param>
    /// <param name="pads">Top, left, bottom, right: what is cut off the result.</param>
    /// <param name="outputPadding">Added at the bottom and the right; 0 when null.</param>
    /// <param name="dilation">Along height and width; 1 when null.</param>
    /// <param name="groups">Groups of channels.</param>
    /// <returns>[N, out, height', width'].</returns>
    public static OnnxValue ConvTranspose2d(this OnnxGraph graph, OnnxValue input, OnnxValue weight, OnnxValue bias,
        IReadOnlyList<long> stride, IReadOnlyList<long> pads, IReadOnlyList<long>? outputPadding = null, IReadOnlyList<long>? dilation = null,
        long groups = 1) =>
        graph.Node("ConvTranspose", bias == OnnxValue.None ? [input, weight] : [input, weight, bias],
            new OnnxAttribute("strides", stride), new OnnxAttribute("pads", pads), new OnnxAttribute("dilations", dilation ?? [1, 1]),
            new OnnxAttribute("output_padding", outputPadding ?? [0, 0]), new OnnxAttribute("group", groups));
}
