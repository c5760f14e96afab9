using System.CommandLine;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Inputs;
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

    /// <summary>Images to be read once their shape is known.</summary>
    /// <param name="path">The data.</param>
    /// <param name="skip">Whether images that do not decode are left out.</param>
    /// <param name="say">Names the ones left out, a line each.</param>
    public static ImageSource Source(string path, bool skip, Action<string> say) => new(path)
    {
        Undecodable = Undecodable(skip),
        LeftOut = images => Name(images, say),
    };

    /// <summary>Reads one split, every image brought to <paramref name="shape"/>.</summary>
    /// <param name="path">The data.</param>
    /// <param name="split">The part.</param>
    /// <param name="shape">The shape wanted.</param>
    /// <param name="skip">Whether images that do not decode are left out.</param>
    /// <param name="output">Where the ones left out are named.</param>
    public static ImageDataset Read(string path, DatasetSplit split, ImageShape shape, bool skip, TextWriter output) =>
        Source(path, skip, output.WriteLine).Read(split, shape);

    /// <summary>Reads the training split, every image brought to a square of <paramref name="side"/> pixels, or as it is when null.</summary>
    public static ImageDataset ReadTraining(string path, int? side, bool skip, TextWriter output)
    {
        var images = ImageDatasetReader.Read(path, new ImageDatasetOptions { Height = side, Width = side, Undecodable = Undecodable(skip) });
        if (images.Skipped.Count > 0) Name(images.Skipped, output.WriteLine);
        return images;
    }

    static void Name(IReadOnlyList<SkippedImage> images, Action<string> say)
    {
        say($"{images.Count} images do not decode and are left out:");
        foreach (var image in images) say($"  {image.Name}: {image.Reason}");
    }

    static UndecodableImages Undecodable(bool skip) => skip ? UndecodableImages.Skip : UndecodableImages.Fail;
}
