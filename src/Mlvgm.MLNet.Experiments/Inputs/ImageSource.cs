using System.Text.Json.Nodes;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Reports.Json;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Experiments.Inputs;

/// <summary>Real images, which are read once it is known in which shape.</summary>
/// <param name="Path">A folder of class folders, a .zip of the same, or IDX files.</param>
/// <example>See <c>examples/ApiTour/EvaluatedEncoders.cs</c>.</example>
public sealed record ImageSource(string Path)
{
    readonly Dictionary<DatasetSplit, ImageFindings> _findings = [];

    /// <summary>How they are read.</summary>
    /// <exception cref="SettingsException">An option is wrong; everything that is wrong is named.</exception>
    public ImageSplitOptions Reading
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            SettingsOf.Validate(value);
            field = value;
        }
    } = new();

    /// <summary>Told what was found where a part was read, once for each part.</summary>
    public Action<ImageFindings>? Found { get; init; }

    /// <summary>What was found of each part that was read.</summary>
    public IReadOnlyList<ImageFindings> Findings => [.. _findings.Values];

    /// <summary>The same images, brought to a size by an encoder's rule.</summary>
    public ImageSource For(EncoderCard encoder) => this with { Reading = Reading with { Resize = encoder.Resize } };

    /// <summary>Reads one split into memory, every image brought to <paramref name="shape"/>.</summary>
    /// <exception cref="FileNotFoundException">There are no such images.</exception>
    /// <exception cref="InvalidDataException">An image does not decode and such are not to be left out, or a file is damaged.</exception>
    public ImageDataset Read(DatasetSplit split, ImageShape shape) => Told(split, ImageDatasetReader.Read(Path, Options(split, shape)));

    /// <summary>Opens the training split, every image brought to a square, or as it is: the files of a folder are decoded when they are wanted, other forms read into memory.</summary>
    /// <param name="side">The side of the square; when null, images keep their size and all must have the same.</param>
    /// <exception cref="FileNotFoundException">There are no such images.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or images differ in size.</exception>
    public IImageSet OpenTraining(int? side) => Told(DatasetSplit.Train, ImageDatasetReader.Open(Path, Options(DatasetSplit.Train, null, side, side)));

    /// <summary>Adds images of a part that were left out after it was opened, because they do not decode, and tells them.</summary>
    /// <param name="split">The part.</param>
    /// <param name="leftOut">The images.</param>
    public void Add(DatasetSplit split, IReadOnlyList<SkippedImage> leftOut)
    {
        ArgumentNullException.ThrowIfNull(leftOut);
        if (leftOut.Count == 0) return;
        var before = _findings[split];
        _findings[split] = before with { Images = before.Images - leftOut.Count, Undecodable = [.. before.Undecodable, .. leftOut] };
        Found?.Invoke(new ImageFindings(split, _findings[split].Images, [], leftOut));
    }

    /// <summary>Reads the labelled training and test images, whose classes are the same by name.</summary>
    /// <exception cref="FileNotFoundException">There are no such images.</exception>
    /// <exception cref="InvalidDataException">An image does not decode and such are not to be left out, or a file is damaged.</exception>
    /// <exception cref="ArgumentException">The images have no labels, or one part has a class that the other lacks; the message names it.</exception>
    public (ImageDataset Train, ImageDataset Test) ReadBoth(ImageShape shape)
    {
        var (train, test) = (Read(DatasetSplit.Train, shape), Read(DatasetSplit.Test, shape));
        ImageSets.Check(train, test);
        return (train, test);
    }

    /// <summary>Opens one split without reading the image files of a folder, every image brought to <paramref name="shape"/>.</summary>
    /// <exception cref="FileNotFoundException">There are no such images.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public IImageSet Open(DatasetSplit split, ImageShape shape) => Told(split, ImageDatasetReader.Open(Path, Options(split, shape)));

    /// <summary>Results as JSON, with what was found of the images under <c>data</c>.</summary>
    public JsonObject Report<T>(T results) => ReportJson.With(results, "data", Findings);

    T Told<T>(DatasetSplit split, T images) where T : IImageSet
    {
        if (_findings.TryAdd(split, images.Findings)) Found?.Invoke(images.Findings);
        return images;
    }

    ImageDatasetOptions Options(DatasetSplit split, ImageShape shape) => Options(split, shape.Channels, shape.Height, shape.Width);

    ImageDatasetOptions Options(DatasetSplit split, int? channels, int? height, int? width) => new(Reading)
    {
        Split = split,
        Channels = channels,
        Height = height,
        Width = width,
    };
}
