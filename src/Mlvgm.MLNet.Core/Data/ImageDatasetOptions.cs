using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Data;

/// <summary>How <see cref="ImageDatasetReader"/> reads a dataset.</summary>
/// <example>See <c>examples/ApiTour/ImageData.cs</c>.</example>
public sealed record ImageDatasetOptions : ImageSplitOptions, ISettings
{
    /// <summary>The defaults.</summary>
    public ImageDatasetOptions()
    {
    }

    /// <summary>The same for a part, a shape and a seed that are still to be named.</summary>
    /// <param name="reading">How images are read.</param>
    public ImageDatasetOptions(ImageReadingOptions reading) : base(reading)
    {
    }

    /// <summary>The same for a part and a shape that are still to be named.</summary>
    /// <param name="split">How images are read, and by which seed a part is held out.</param>
    public ImageDatasetOptions(ImageSplitOptions split) : base(split)
    {
    }

    /// <summary>The part to read. A path that names one IDX file is read whatever the split.</summary>
    [Setting("The part to read.")]
    public DatasetSplit Split { get; init; } = DatasetSplit.Train;

    /// <summary>
    /// Rows of every image, in pixels, 1 to 4096; set together with <see cref="Width"/>; <see cref="ImageReadingOptions.Resize"/> says how images are brought to it. When null, images keep their size and all must have the same.
    /// </summary>
    [Setting("Rows of every image, in pixels; those of the files when none.", Minimum = 1, Maximum = ImageLimits.Side)]
    public int? Height { get; init; }

    /// <summary>Columns of every image, in pixels, 1 to 4096; set together with <see cref="Height"/>.</summary>
    [Setting("Columns of every image, in pixels; those of the files when none.", Minimum = 1, Maximum = ImageLimits.Side)]
    public int? Width { get; init; }

    /// <summary>
    /// 1 for greyscale (Rec. 601 luma), 3 for RGB (a grey image is repeated); when null, 1 for IDX files and 3 for image files.
    /// </summary>
    [Setting("1 for grey, 3 for RGB; as the files are when none.")]
    public int? Channels { get; init; }

    void ISettings.Check(Violations violations)
    {
        violations.Require(Channels is null or 1 or 3, $"Channels (--channels) is {Channels}; images have 1 channel (greyscale) or 3 (RGB).");
        violations.Require(Height.HasValue == Width.HasValue, $"{nameof(Height)} and {nameof(Width)} are set together, or neither.");
    }
}
