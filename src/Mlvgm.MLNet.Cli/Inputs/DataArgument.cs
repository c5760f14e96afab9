using System.CommandLine;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary><c>--data PATH</c>: labelled or unlabelled images.</summary>
static class DataArgument
{
    public static Option<string> Create() => new("--data")
    {
        Description = "A folder of class folders, a .zip of the same, or IDX files.",
        HelpName = "PATH",
        Required = true,
    };

    public static Option<bool> Skip() => new("--skip-undecodable")
    {
        Description = "Leave out images that do not decode, and say which, instead of failing.",
    };

    /// <summary>Reads one split, every image brought to <paramref name="shape"/>.</summary>
    /// <param name="path">The data.</param>
    /// <param name="split">The part.</param>
    /// <param name="shape">The shape wanted.</param>
    /// <param name="skip">Whether images that do not decode are left out.</param>
    /// <param name="output">Where the ones left out are named.</param>
    public static ImageDataset Read(string path, DatasetSplit split, ImageShape shape, bool skip, TextWriter output) => Read(path, Options(split, shape, skip), output);

    /// <summary>Opens one split without reading the image files of a folder, every image brought to <paramref name="shape"/>.</summary>
    public static IImageSet Open(string path, DatasetSplit split, ImageShape shape, bool skip) => ImageDatasetReader.Open(
        path, Options(split, shape, skip));

    /// <summary>Reads the training split, every image brought to a square of <paramref name="side"/> pixels, or as it is when null.</summary>
    public static ImageDataset ReadTraining(string path, int? side, bool skip, TextWriter output) =>
        Read(path, new ImageDatasetOptions { Height = side, Width = side, Undecodable = Undecodable(skip) }, output);

    static ImageDataset Read(string path, ImageDatasetOptions options, TextWriter output)
    {
        var dataset = ImageDatasetReader.Read(path, options);
        if (dataset.Skipped.Count > 0) output.WriteLine($"{dataset.Skipped.Count} images do not decode and are left out:");
        foreach (var image in dataset.Skipped) output.WriteLine($"  {image.Name}: {image.Reason}");
        return dataset;
    }

    static ImageDatasetOptions Options(DatasetSplit split, ImageShape shape, bool skip) => new()
    {
        Split = split, Channels = shape.Channels, Height = shape.Height, Width = shape.Width, Undecodable = Undecodable(skip),
    };

    static UndecodableImages Undecodable(bool skip) => skip ? UndecodableImages.Skip : UndecodableImages.Fail;
}
