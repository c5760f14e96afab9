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

    /// <summary>Reads one split, every image brought to <paramref name="shape"/>.</summary>
    public static ImageDataset Read(string path, DatasetSplit split, ImageShape shape) => ImageDatasetReader.Read(
        path, new ImageDatasetOptions { Split = split, Channels = shape.Channels, Height = shape.Height, Width = shape.Width });
}
