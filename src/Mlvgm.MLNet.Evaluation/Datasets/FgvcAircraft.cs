using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Evaluation.Datasets;

/// <summary>FGVC Aircraft: 70 families, as in the paper's code, or 100 variants, as elsewhere (docs/method/evaluation-protocols.md#data-sets).</summary>
/// <param name="level">What is told apart: <c>family</c> or <c>variant</c>.</param>
/// <param name="classFile">The file that names the classes.</param>
sealed class FgvcAircraft(string level, string classFile) : IDatasetDefinition
{
    public static FgvcAircraft Family { get; } = new("family", "families.txt");

    public static FgvcAircraft Variant { get; } = new("variant", "variants.txt");

    public string Name => $"aircraft-{level}";

    public string Title => $"FGVC Aircraft, by {level}";

    public string Published => "https://www.robots.ox.ac.uk/~vgg/data/fgvc-aircraft/";

    public string Layout => $"data/images/*.jpg, data/{classFile}, data/{Index(DatasetSplit.Train)} and data/{Index(DatasetSplit.Test)}";

    public IImageSet Open(string folder, DatasetSplit split, ImageShape shape, ulong seed)
    {
        var files = new DatasetFolder(this, folder);
        // An image's number, then the class, whose name may have spaces.
        return files.Listed(
            $"data/{Index(split)}", files.Lines($"data/{classFile}"),
            line => line.Split(' ', 2) is [var image, var name] ? ($"data/images/{image}.jpg", name) : (line, ""), shape);
    }

    string Index(DatasetSplit split) => $"images_{level}_{(split == DatasetSplit.Train ? "train" : "test")}.txt";
}
