using Mlvgm.MLNet.OnnxImport.Layouts;
using Mlvgm.MLNet.Torch.Generators.Nvae.Layers;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae;

/// <summary>The parts of a decoder that belong to one latent.</summary>
/// <param name="Cells">The cells before the latent is drawn; none for the first.</param>
/// <param name="Prior">From features to the prior's parameters before clamping; null for the first latent, whose prior is fixed.</param>
/// <param name="Combiner">From features and latent to features.</param>
/// <param name="Upsampling">The cell to the next scale; null where the next latent is of the same scale, and after the last.</param>
sealed record NvaeStage(
    IReadOnlyList<DecoderCell> Cells, nn.Module<Tensor, Tensor>? Prior, WeightNormConv2d Combiner, DecoderCell? Upsampling)
{
    /// <summary>Joins features [n, c, h, w] and latent [n, latent channels, h, w] to [n, c, h, w].</summary>
    public Tensor Combine(Tensor features, Tensor latent) => Combiner.forward(ChannelsLast.Convert(cat([features, latent], 1)));
}
