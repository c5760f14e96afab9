using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;

/// <summary>Bias, activation, gain, clamp, in that order (docs/method/stylegan2.md#filters-and-activations).</summary>
static class BiasActivation
{
    /// <summary>The factor of activated features, which keeps their variance.</summary>
    public static readonly double Gain = Math.Sqrt(2);

    const double Slope = 0.2;

    /// <summary>
    /// gain · leaky ReLU(x + bias), clamped, for features that already have the gain: the leaky ReLU commutes with a positive factor, so it
    /// is cheaper to give it to what x is computed from. Overwrites <paramref name="x"/>.
    /// </summary>
    /// <param name="x">[n, c, ..], times the gain.</param>
    /// <param name="bias">What is added, times the gain; broadcasts to x.</param>
    /// <param name="clamp">The bound, or none.</param>
    public static Tensor LeakyRelu(Tensor x, Tensor bias, double? clamp = null) => Clamp(Rectify(x.add_(bias)), clamp);

    /// <summary>x + bias, clamped. Overwrites <paramref name="x"/>.</summary>
    public static Tensor Linear(Tensor x, Tensor bias, double? clamp = null) => Clamp(x.add_(bias), clamp);

    /// <summary>x where positive, 0.2 x elsewhere. Overwrites <paramref name="x"/>.</summary>
    public static Tensor Rectify(Tensor x) => nn.functional.leaky_relu(x, Slope, inplace: true);

    /// <summary>x where positive, 0.2 x elsewhere.</summary>
    public static OnnxValue Rectify(OnnxGraph graph, OnnxValue x) => graph.LeakyRelu(x, Slope);

    /// <summary>x confined to the bound, if there is one.</summary>
    public static OnnxValue Clamp(OnnxGraph graph, OnnxValue x, double? bound) => bound is { } limit ? graph.Clip(x, -limit, limit) : x;

    // Out of place where there is a graph: what it overwrote would be needed to go backwards.
    static Tensor Clamp(Tensor x, double? bound) =>
        bound is not { } limit ? x : x.requires_grad ? x.clamp(-limit, limit) : x.clamp_(-limit, limit);
}
