using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>
/// The options of a set of augmentations, T_x of the paper. To bring one of your own, derive a record with its settings, and hand it to an estimator or
/// register it in <see cref="AugmentationRegistry"/>.
/// </summary>
/// <example>See <c>examples/ApiTour/AugmentedViews.cs</c>.</example>
public abstract record AugmentationOptions : IChoice
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>Builds the set for images of one shape.</summary>
    /// <param name="images">The images: 1 or 3 channels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    /// <exception cref="SettingsException">An option is outside its range.</exception>
    public AugmentationPreset Create(ImageShape images)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(images.Height, 1, nameof(images));
        ArgumentOutOfRangeException.ThrowIfLessThan(images.Width, 1, nameof(images));
        SettingsOf.Validate(this);
        return Build(images);
    }

    /// <summary>Builds the set.</summary>
    /// <param name="images">The images: 1 or 3 channels.</param>
    protected abstract AugmentationPreset Build(ImageShape images);
}
