using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;

/// <summary>The choice between the ways to do a modulated 3x3 convolution (docs/results/stylegan2-speed.md).</summary>
static class ModulatedConvolutions
{
    static readonly ScaledConvolution Scaled = new();
    static readonly FoldedConvolution Folded = new();

    /// <summary>
    /// The faster way. One sample without a graph needs one weight, and to multiply that is less work than to multiply the features where these
    /// are more numbers; otherwise the features are scaled.
    /// </summary>
    /// <param name="x">[n, in, h, w].</param>
    /// <param name="styles">[n, in].</param>
    /// <param name="kernel">What the samples share.</param>
    public static IModulatedConvolution For(Tensor x, Tensor styles, in ModulatedKernel kernel) =>
        x.shape[0] == 1 && !x.requires_grad && !styles.requires_grad && kernel.Weight.numel() < x.numel() ? Folded : Scaled;
}
