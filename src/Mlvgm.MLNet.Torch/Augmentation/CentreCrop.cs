using Mlvgm.MLNet.OnnxExport.Inputs;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>Keeps the middle of every image. It draws nothing.</summary>
/// <param name="height">Rows of the result, in pixels.</param>
/// <param name="width">Columns of the result, in pixels.</param>
/// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
/// <example>See <c>examples/ApiTour/AugmentedViews.cs</c>.</example>
public sealed class CentreCrop(int height, int width) : IAugmentation
{
    // An exported encoder has the same inside its graph.
    readonly OnnxCentreCrop _crop = new(height, width);

    /// <inheritdoc/>
    public string Name => "centre-crop";

    /// <inheritdoc/>
    /// <returns>A view of <paramref name="images"/>, in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The images are smaller than the crop.</exception>
    public Tensor Apply(Tensor images, in ViewDraws draws) => _crop.Apply(images);
}
