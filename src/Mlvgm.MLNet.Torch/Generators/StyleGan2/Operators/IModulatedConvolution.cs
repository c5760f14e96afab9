using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;

/// <summary>A way to convolve every sample with a weight of its own, the shared weight with its inputs scaled by the sample's styles.</summary>
interface IModulatedConvolution
{
    /// <summary>Convolves.</summary>
    /// <param name="x">[n, in, h, w].</param>
    /// <param name="styles">[n, in].</param>
    /// <param name="kernel">What the samples share.</param>
    /// <returns>[n, out, h, w], or [n, out, 2h, 2w] with up-sampling; a new tensor.</returns>
    Tensor Apply(Tensor x, Tensor styles, in ModulatedKernel kernel);
}
