using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Evaluation.Datasets;

/// <summary>Data of the user's own, in a layout that <see cref="ImageDatasetReader"/> knows; read into memory.</summary>
/// <param name="Name">The name under which it is asked for.</param>
/// <param name="Title">What the layout is.</param>
/// <param name="Layout">The files and folders that are expected.</param>
sealed record ImagePath(string Name, string Title, string Layout) : IDatasetDefinition
{
    /// <summary>How images are read.</summary>
    public ImageReadingOptions Reading { get; init; } = new();

    public string Published => "wherever you keep it";

    public IImageSet Open(string folder, DatasetSplit split, ImageShape shape, ulong seed) => ImageDatasetReader.Read(
        folder, new ImageDatasetOptions(Reading)
        {
            Split = split,
            Channels = shape.Channels,
            Height = shape.Height,
            Width = shape.Width,
            HoldOutSeed = seed,
        });
}
