using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Data;

/// <summary>
/// How images of one's own are read, whichever part and in whatever shape. Results are kept by the images that were read, so by none of these.
/// </summary>
/// <example>See <c>examples/ApiTour/ImageData.cs</c>.</example>
public record ImageReadingOptions : ISettings
{
    /// <summary>Whether image files that do not decode, or cannot be read, are left out and named, rather than an error that names the file.</summary>
    [Setting("Leave out images that do not decode or cannot be read, and say which, instead of failing.", IsFree = true)]
    public bool SkipUndecodable { get; init; }

    /// <summary>Whether image files are left as they are stored, rather than turned upright as their EXIF data says.</summary>
    [Setting("Leave images as they are stored, rather than turned upright as their EXIF data says.", IsFree = true)]
    public bool AsStored { get; init; }

    /// <summary>How images of another size are brought to the size that is asked for: by the rule of the encoder that is to see them, which its card says.</summary>
    public ImageResize Resize { get; init; } = ImageResize.Fit;

    /// <summary>
    /// The share of every class that is held out as the test part, above 0 and below 1, for image files without parts of their own: equal for equal files and
    /// seed, whichever part is read. Data sets with parts of their own keep them. None when null.
    /// </summary>
    [Setting("The share of every class that is held out as the test part, of data without parts of its own; the rest is the training part.",
        Option = "holdout", Placeholder = "X", Above = 0, Below = 1, IsFree = true)]
    public double? HoldOut { get; init; }
}
