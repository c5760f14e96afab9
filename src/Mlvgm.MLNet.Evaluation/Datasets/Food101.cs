using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Evaluation.Datasets;

/// <summary>Food-101, with its given split.</summary>
sealed class Food101 : IDatasetDefinition
{
    public string Name => "food101";

    public string Title => "Food-101";

    public string Published => "https://data.vision.ee.ethz.ch/cvl/datasets_extra/food-101/";

    public string Layout => "images/CLASS/*.jpg, meta/classes.txt, meta/train.txt and meta/test.txt";

    public IImageSet Open(string folder, DatasetSplit split, ImageShape shape, ulong seed)
    {
        var files = new DatasetFolder(this, folder);
        return files.Listed(
            split == DatasetSplit.Train ? "meta/train.txt" : "meta/test.txt", files.Lines("meta/classes.txt"),
            line => ($"images/{line}.jpg", line.Split('/')[0]), shape);
    }
}
