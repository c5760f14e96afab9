using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>A random change of a batch of images, drawn per sample and computed for the whole batch at once (T_x of the paper).</summary>
/// <example>See <c>examples/ApiTour/AugmentedViews.cs</c>.</example>
public interface IAugmentation
{
    /// <summary>The short name, which also names its random numbers; unique within a pipeline.</summary>
    string Name { get; }

    /// <summary>Changes each image by its own draw.</summary>
    /// <param name="images">[batch, channels, height, width], values in [0, 1]; left as they are.</param>
    /// <param name="draws">Which random numbers to use.</param>
    /// <returns>The changed images, on the same device, in the caller's dispose scope.</returns>
    Tensor Apply(Tensor images, in ViewDraws draws);
}
