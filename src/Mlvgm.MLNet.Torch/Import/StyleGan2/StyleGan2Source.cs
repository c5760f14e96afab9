using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Import.StyleGan2;

/// <summary>A StyleGAN2 network found in a weight file.</summary>
/// <param name="Weights">Its tensors by the keys of the PyTorch reference (docs/method/stylegan2.md#state-dictionary).</param>
/// <param name="MappingMultiplier">The learning-rate multiplier of the mapping network.</param>
/// <param name="ConvolutionClamp">The bound on features; null for none.</param>
sealed record StyleGan2Source(IReadOnlyDictionary<string, Tensor> Weights, double MappingMultiplier, double? ConvolutionClamp)
{
    /// <summary>The multiplier of every published network, where a file does not say.</summary>
    public const double UsualMultiplier = 0.01;
}
