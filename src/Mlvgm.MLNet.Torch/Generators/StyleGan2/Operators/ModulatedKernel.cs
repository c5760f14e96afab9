using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.OnnxImport.Layouts;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;

/// <summary>What a modulated convolution does whatever the styles (docs/method/stylegan2.md#synthesis-layer).</summary>
/// <param name="Weight">[out, in, k, k], k 1 or 3.</param>
/// <param name="Energy">For demodulation, the sums of the squared weight over the kernel, [out, in]; null where there is none.</param>
/// <param name="UpFilter">For up-sampling by 2, the filter that smooths it, [4, 4]; null where there is none.</param>
/// <param name="Gain">A factor of the result.</param>
readonly record struct ModulatedKernel(Tensor Weight, Tensor? Energy = null, Tensor? UpFilter = null, double Gain = 1)
{
    const double Epsilon = 1e-8;

    long Padding => Weight.shape[2] / 2;

    /// <summary>The sums of the squares of <paramref name="weight"/> over its kernel: [out, in].</summary>
    public static Tensor EnergyOf(Tensor weight) => weight.square().sum([2, 3]);

    /// <summary>
    /// The same weight in the layout that its convolution reads fastest: channels innermost, of the transposed weight where it goes up.
    /// </summary>
    public static Tensor Arrange(Tensor weight, bool upsample) =>
        upsample ? ChannelsLast.Convert(weight.transpose(0, 1)).transpose(0, 1) : ChannelsLast.Convert(weight);

    /// <summary>The convolution without modulation, up-sampled and smoothed where there is a filter.</summary>
    /// <param name="x">[n, in, h, w].</param>
    /// <param name="weight">[out, in, k, k].</param>
    public Tensor Convolve(Tensor x, Tensor weight) => UpFilter is null
        ? nn.functional.conv2d(x, weight, padding: [Padding, Padding])
        : ResampleFilter.Smooth(nn.functional.conv_transpose2d(x, weight.transpose(0, 1), strides: [2, 2]), UpFilter);

    /// <summary>The factors of the outputs, [n, out]: the gain, over the norms of the modulated weights where there is demodulation.</summary>
    /// <param name="styles">[n, in].</param>
    public Tensor? OutputScale(Tensor styles)
    {
        if (Energy is null) return null;
        using var scope = NewDisposeScope();
        return ((styles.square().matmul(Energy.t()) + Epsilon).rsqrt() * Gain).MoveToOuterDisposeScope();
    }

    /// <summary>Adds the convolution to a graph, as <see cref="ScaledConvolution"/> does it, for any batch.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">[N, in, h, w].</param>
    /// <param name="styles">[N, in].</param>
    public OnnxValue Export(OnnxGraph graph, OnnxValue x, OnnxValue styles)
    {
        var scaled = graph.Mul(x, graph.Reshape(styles, 0, -1, 1, 1));
        var y = UpFilter is null
            ? graph.Conv2d(scaled, graph.Initializer(Weight), OnnxValue.None, [1, 1], [Padding, Padding, Padding, Padding])
            : ResampleFilter.ExportSmooth(graph, graph.ConvTranspose2d(scaled, graph.Initializer(Weight.transpose(0, 1), "weight"),
                OnnxValue.None, [2, 2], [0, 0, 0, 0]), UpFilter, Weight.shape[0]);
        if (Energy is null) return graph.Mul(y, Gain);
        var norms = graph.Sqrt(graph.Add(graph.MatMul(graph.Mul(styles, styles), graph.Initializer(Energy.t(), "energy")), Epsilon));
        return graph.Mul(y, graph.Reshape(graph.Div(graph.Constant(Gain), norms), 0, -1, 1, 1));
    }
}
