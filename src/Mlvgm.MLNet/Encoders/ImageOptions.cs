using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Encoders;

/// <summary>What an encoder takes its images for. All of it becomes part of the exported graph.</summary>
public sealed record ImageOptions : ISettings
{
    /// <summary>
    /// The range of pixel values in the images that the encoder takes, here and wherever it is used. A generated view has pixels in
    /// [0, 1] all the same, so an encoder that learned from one can be made for 0..255. Of other rows, every pixel is looked at: one outside the range ends the
    /// run with an error that says which range it looks like.
    /// </summary>
    [Setting("The range of pixels in the images that the encoder takes, here and wherever it is used.", Placeholder = "RANGE")]
    public PixelRange PixelRange { get; init; } = PixelRange.ZeroToOne;

    /// <summary>Mean of pixels in [0, 1]: one for every channel, or one of each channel.</summary>
    [Setting("Mean of pixels in [0, 1]: one for every channel, or one of each.")]
    public IReadOnlyList<float> Mean { get; init; } = [0.5f];

    /// <summary>Standard deviation of pixels in [0, 1], in the same way; positive.</summary>
    [Setting("Their standard deviation, in the same way.", Above = 0)]
    public IReadOnlyList<float> StandardDeviation { get; init; } = [0.5f];

    /// <summary>The value of a white pixel.</summary>
    internal float PixelMaximum => PixelRange == PixelRange.ZeroTo255 ? 255 : 1;

    /// <inheritdoc/>
    public void Check(Violations violations)
    {
        ArgumentNullException.ThrowIfNull(violations);
        foreach (var (values, option) in new[] { (Mean, "Mean (--mean)"), (StandardDeviation, "StandardDeviation (--standard-deviation)") })
            violations.Require(values.Count is 1 or 3, $"{option} has {values.Count} values: give one, or one for each of 3 channels.");
    }
}
