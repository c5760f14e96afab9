using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;

/// <summary>The choice among the ways to do a modulated 3x3 convolution.</summary>
static class ModulatedConvolutions
{
    static readonly ScaledConvolution Scaled = new();

    /// <summary>The faster way for features [n, in, h, w].</summary>
    public static IModulatedConvolution For(Tensor x) => Scaled;
}
