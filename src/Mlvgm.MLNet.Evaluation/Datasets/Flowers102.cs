using System.Globalization;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Datasets.Mat;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Evaluation.Datasets;

/// <summary>Oxford 102 Flower, with its given split; its classes have no names in the files.</summary>
sealed class Flowers102 : IDatasetDefinition
{
    const string LabelFile = "imagelabels.mat";
    const string SplitFile = "setid.mat";

    public string Name => "flowers102";

    public string Title => "Oxford 102 Flower";

    public string Published => "https://www.robots.ox.ac.uk/~vgg/data/flowers/102/";

    public string Layout => $"jpg/image_*.jpg, {LabelFile} and {SplitFile}";

    public IImageSet Open(string folder, DatasetSplit split, ImageShape shape, ulong seed)
    {
        var files = new DatasetFolder(this, folder);
        var labels = new MatVariables(files.File(LabelFile)).Integers("labels");
        var chosen = new MatVariables(files.File(SplitFile)).Integers(split == DatasetSplit.Train ? "trnid" : "tstid");
        if (labels.Count == 0 || labels.Any(label => label < 1 || label > labels.Count))
            throw files.Invalid(LabelFile, "holds no label, or one outside 1 to the number of images");
        var list = new ImageList([.. Enumerable.Range(1, labels.Max()).Select(label => label.ToString(CultureInfo.InvariantCulture))]);
        foreach (int image in chosen)
        {
            if (image < 1 || image > labels.Count) throw files.Invalid(SplitFile, $"names image {image}; there are labels of {labels.Count}");
            list.Add(files.File(string.Create(CultureInfo.InvariantCulture, $"jpg/image_{image:D5}.jpg")), labels[image - 1] - 1);
        }
        return list.ToImageSet(shape);
    }
}
