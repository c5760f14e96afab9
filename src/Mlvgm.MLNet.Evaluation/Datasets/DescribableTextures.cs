using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Evaluation.Datasets;

/// <summary>The Describable Textures Dataset with the first of its ten splits (docs/method/evaluation-protocols.md#data-sets).</summary>
sealed class DescribableTextures : IDatasetDefinition
{
    public string Name => "dtd";

    public string Title => "Describable Textures Dataset (DTD)";

    public string Published => "https://www.robots.ox.ac.uk/~vgg/data/dtd/";

    public string Layout => "images/CLASS/*.jpg, labels/train1.txt and labels/test1.txt";

    public IImageSet Open(string folder, DatasetSplit split, ImageShape shape, ulong seed)
    {
        var files = new DatasetFolder(this, folder);
        return files.Listed(
            split == DatasetSplit.Train ? "labels/train1.txt" : "labels/test1.txt", files.Folders("images"),
            line => ($"images/{line}", line.Split('/')[0]), shape);
    }
}
