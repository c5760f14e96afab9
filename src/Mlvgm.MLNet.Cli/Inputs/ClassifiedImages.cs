using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>How a classifier's images are read.</summary>
sealed record ClassifiedImages : ISettings
{
    /// <summary>The side of the squares to which images are brought; null where they are as large as they are.</summary>
    [Setting("The side to which images are brought, in pixels; needed where they differ in size.", Minimum = 1)]
    public int? ImageSize { get; init; }

    /// <summary>Images of each class that are learned from, the same as a probe with so few labels is given by that seed; null for all.</summary>
    [Setting("Images of each class that are learned from, drawn by --seed as those of a probe with so few labels; all when none.", Minimum = 1)]
    public int? LabelsPerClass { get; init; }

    /// <summary>The images that are learned from.</summary>
    /// <exception cref="ArgumentException">A class has fewer.</exception>
    public IImageSet Of(IImageSet images, ulong seed)
    {
        if (LabelsPerClass is not { } perClass) return images;
        var rows = LabelBudget.Choose(images.Labels, perClass, seed);
        return images switch
        {
            ImageFileSet files => files.At(rows),
            ImageDataset dataset => dataset.At(rows),
            _ => throw new NotSupportedException($"{images.GetType().Name} cannot be divided."),
        };
    }
}
