namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>A named set of augmentations, made for images of one size.</summary>
/// <param name="Pipeline">The augmentations; pixels stay in [0, 1].</param>
/// <param name="ViewHeight">Rows of the views, in pixels.</param>
/// <param name="ViewWidth">Columns of the views, in pixels.</param>
/// <example>See <c>examples/ApiTour/AugmentedViews.cs</c>.</example>
public sealed record AugmentationPreset(AugmentationPipeline Pipeline, int ViewHeight, int ViewWidth);
