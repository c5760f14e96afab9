using Mlvgm.MLNet.Data.Images;

namespace Mlvgm.MLNet.Data;

/// <summary>How <see cref="ImageDatasetReader"/> reads a dataset.</summary>
public sealed class ImageDatasetOptions
{
    /// <summary>The part to read. A path that names one IDX file is read whatever the split.</summary>
    public DatasetSplit Split { get; set; } = DatasetSplit.Train;

    /// <summary>
    /// Rows of every image, in pixels, 1 to 4096; set together with <see cref="Width"/>. Images no larger than the target are centred
    /// on zeros (28x28 into 32x32 leaves a border of 2); others are scaled, keeping their aspect ratio, to cover it and cropped in the
    /// centre. When null, images keep their size and all must have the same.
    /// </summary>
    public int? Height { get; set; }

    /// <summary>Columns of every image, in pixels, 1 to 4096; set together with <see cref="Height"/>.</summary>
    public int? Width { get; set; }

    /// <summary>
    /// 1 for greyscale (Rec. 601 luma), 3 for RGB (a grey image is repeated); when null, 1 for IDX files and 3 for image files.
    /// </summary>
    public int? Channels { get; set; }

    /// <summary>What to do with an image file that does not decode, or cannot be read.</summary>
    public UndecodableImages Undecodable { get; set; } = UndecodableImages.Fail;

    /// <summary>Whether image files are left as they are stored, rather than turned upright as their EXIF data says.</summary>
    public bool AsStored { get; set; }

    /// <summary>
    /// The share of every class that is held out as the test part, above 0 and below 1, for image files without parts of their own: equal for equal files and
    /// <see cref="HoldOutSeed"/>, whichever part is read. None when null.
    /// </summary>
    public double? HoldOut { get; set; }

    /// <summary>The seed of <see cref="HoldOut"/>.</summary>
    public ulong HoldOutSeed { get; set; }

    internal void Check()
    {
        if (HoldOut is { } share && !(share > 0 && share < 1))
            throw new ArgumentOutOfRangeException(nameof(HoldOut), share, "The share that is held out is above 0 and below 1.");
        if (Channels is not (null or 1 or 3))
            throw new ArgumentOutOfRangeException(nameof(Channels), Channels, "Images have 1 channel (greyscale) or 3 (RGB).");
        if (Height.HasValue != Width.HasValue)
            throw new ArgumentException($"{nameof(Height)} and {nameof(Width)} are set together, or neither.");
        CheckSide(Height, nameof(Height));
        CheckSide(Width, nameof(Width));
    }

    static void CheckSide(int? side, string name)
    {
        if (side is < 1 or > ImageLimits.Side)
            throw new ArgumentOutOfRangeException(name, side, $"An image's side is 1 to {ImageLimits.Side} pixels.");
    }
}
