using Mlvgm.MLNet.Data;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>Augmentations one after another.</summary>
/// <example>See <c>examples/ApiTour/AugmentedViews.cs</c>.</example>
public sealed class AugmentationPipeline
{
    /// <summary>Creates a pipeline; an empty one leaves images as they are.</summary>
    /// <exception cref="ArgumentException">Two augmentations have one name, so would share their random numbers.</exception>
    public AugmentationPipeline(params IReadOnlyList<IAugmentation> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (steps.GroupBy(step => step.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Augmentation '{twice.Key}' occurs twice.", nameof(steps));
        Steps = [.. steps];
    }

    /// <summary>The augmentations, in order.</summary>
    public IReadOnlyList<IAugmentation> Steps { get; }

    /// <summary>Random resized crop and horizontal flip.</summary>
    /// <param name="height">Rows of the views, in pixels.</param>
    /// <param name="width">Columns of the views, in pixels.</param>
    /// <param name="minimumScale">The smallest share of the image's area that a crop may keep, in (0, 1].</param>
    /// <param name="horizontalFlip">Whether half of the views are mirrored; wrong for digits and letters.</param>
    public static AugmentationPipeline CropAndFlip(int height, int width, double minimumScale = MinimumCropAttribute.Default, bool horizontalFlip = true)
    {
        var crop = new RandomResizedCrop(height, width, minimumScale);
        return horizontalFlip ? new AugmentationPipeline(crop, new RandomHorizontalFlip()) : new AugmentationPipeline(crop);
    }

    /// <summary>Applies every step; only the last result outlives the call. See <see cref="IAugmentation.Apply"/>.</summary>
    public Tensor Apply(Tensor images, in ViewDraws draws)
    {
        using var scope = NewDisposeScope();
        var views = images;
        foreach (var step in Steps) views = step.Apply(views, draws);
        return ReferenceEquals(views, images) ? images : views.MoveToOuterDisposeScope();
    }
}
