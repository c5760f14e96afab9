using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Experiments.Inputs;

/// <summary>Real images, which are read once it is known in which shape.</summary>
/// <param name="Path">A folder of class folders, a .zip of the same, or IDX files.</param>
/// <example>See <c>examples/ApiTour/EvaluatedEncoders.cs</c>.</example>
public sealed record ImageSource(string Path)
{
    /// <summary>What to do with images that do not decode.</summary>
    public UndecodableImages Undecodable { get; init; }

    /// <summary>Told of the images that were left out because they do not decode.</summary>
    public Action<IReadOnlyList<SkippedImage>>? LeftOut { get; init; }

    /// <summary>Reads one split into memory, every image brought to <paramref name="shape"/>.</summary>
    /// <exception cref="FileNotFoundException">There are no such images.</exception>
    /// <exception cref="InvalidDataException">An image does not decode and such are not to be left out, or a file is damaged.</exception>
    public ImageDataset Read(DatasetSplit split, ImageShape shape)
    {
        var images = ImageDatasetReader.Read(Path, Options(split, shape));
        if (images.Skipped.Count > 0) LeftOut?.Invoke(images.Skipped);
        return images;
    }

    /// <summary>Opens one split without reading the image files of a folder, every image brought to <paramref name="shape"/>.</summary>
    /// <exception cref="FileNotFoundException">There are no such images.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public IImageSet Open(DatasetSplit split, ImageShape shape) => ImageDatasetReader.Open(Path, Options(split, shape));

    ImageDatasetOptions Options(DatasetSplit split, ImageShape shape) => new()
    {
        Split = split,
        Channels = shape.Channels,
        Height = shape.Height,
        Width = shape.Width,
        Undecodable = Undecodable,
    };
}
