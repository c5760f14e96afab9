using Mlvgm.MLNet.OnnxExport.Inputs;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>(x - mean) / standard deviation per channel: the last step before the network. It draws nothing.</summary>
/// <param name="mean">Per channel, of pixels in [0, 1].</param>
/// <param name="standardDeviation">Per channel, of pixels in [0, 1]; positive.</param>
/// <exception cref="ArgumentException">The lists are empty or differ in length.</exception>
/// <exception cref="ArgumentOutOfRangeException">A standard deviation is not positive.</exception>
/// <example>See <c>examples/ApiTour/AugmentedViews.cs</c>.</example>
public sealed class Normalization(IReadOnlyList<float> mean, IReadOnlyList<float> standardDeviation) : IAugmentation
{
    // An exported encoder has the same inside its graph.
    readonly OnnxNormalization _normalization = new(mean, standardDeviation);

    /// <inheritdoc/>
    public string Name => "normalization";

    /// <inheritdoc/>
    public Tensor Apply(Tensor images, in ViewDraws draws) => _normalization.Apply(images);
}
