using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Data;

/// <summary>How images of one's own are read, and by which seed a part is held out.</summary>
/// <example>See <c>examples/ApiTour/ImageData.cs</c>.</example>
public record ImageSplitOptions : ImageReadingOptions
{
    /// <summary>The defaults.</summary>
    public ImageSplitOptions()
    {
    }

    /// <summary>The same for a seed that is still to be named.</summary>
    /// <param name="reading">How images are read.</param>
    public ImageSplitOptions(ImageReadingOptions reading) : base(reading)
    {
    }

    /// <summary>The seed of <see cref="ImageReadingOptions.HoldOut"/>.</summary>
    [Setting("Seed of --holdout.", Option = "holdout-seed", IsFree = true)]
    public ulong HoldOutSeed { get; init; }
}
