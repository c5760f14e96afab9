using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Evaluation.Datasets;

/// <summary>The Describable Textures Dataset with the first of its ten splits (method.md 7.1).</summary>
sealed class DescribableTextures : IDatasetDefinition
{
    public string Name => "dtd";

    public string Title => "Describable Textures Dataset (DTD)";

    public string Published => "https://www.robots.ox.ac.uk/~vgg/data/dtd/";

    public string Layout => "images/CLASS/*.jpg, labels/train1.txt and labels/test1.txt";

    public IImageSet Open(string folder, DatasetSplit split, ImageShape shape, ulong seed)
    {
        var files = new DatasetFolder(this, folder);
        string index = split == DatasetSplit.Train ? "labels/train1.txt" : "labels/test1.txt";
        var classes = files.Folders("images");
        var numbers = classes.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        var list = new ImageList(classes);
        foreach (string line in files.Lines(index))
        {
            string name = line.Split('/')[0];
            if (!numbers.TryGetValue(name, out int label)) throw files.Invalid(index, $"names '{line}', whose class has no folder");
            list.Add(files.File($"images/{line}"), label);
        }
        return list.ToImageSet(shape);
    }
}
