using Mlvgm.MLNet.OnnxExport;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>(x - mean) / standard deviation per channel: the last step before the network. It draws nothing.</summary>
/// <param name="normalization">The mean and deviation; an exported encoder has the same inside its graph.</param>
public sealed class Normalization(OnnxNormalization normalization) : IAugmentation
{
    /// <inheritdoc/>
    public string Name => "normalization";

    /// <inheritdoc/>
    public Tensor Apply(Tensor images, in ViewDraws draws) => normalization.Apply(images);
}
