using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Evaluation.Datasets;

/// <summary>
/// Caltech-101, published without a split: 30 images of each class, chosen by the seed, are for training, the rest for testing; the background
/// class is left out (docs/method/evaluation-protocols.md#data-sets).
/// </summary>
sealed class Caltech101 : IDatasetDefinition
{
    const string Root = "101_ObjectCategories";
    const string Background = "BACKGROUND_Google";
    const int TrainingImages = 30;

    public string Name => "caltech101";

    public string Title => "Caltech-101";

    public string Published => "https://data.caltech.edu/records/mzrjq-6wc02";

    public string Layout => $"{Root}/CLASS/*.jpg";

    public IImageSet Open(string folder, DatasetSplit split, ImageShape shape, ulong seed)
    {
        var files = new DatasetFolder(this, folder);
        string[] classes = [.. files.Folders(Root).Where(name => name != Background)];
        (string Path, int Label)[] images =
            [.. from named in classes.Index() from path in files.Images($"{Root}/{named.Item}") select (path, named.Index)];
        HashSet<int> training = [.. Choose(files, images, classes, seed)];
        var list = new ImageList(classes);
        foreach (var (i, image) in images.Index())
            if (training.Contains(i) == (split == DatasetSplit.Train)) list.Add(image.Path, image.Label);
        return list.ToImageSet(shape, files.Findings);
    }

    static IReadOnlyList<int> Choose(DatasetFolder files, (string Path, int Label)[] images, string[] classes, ulong seed)
    {
        foreach (var of in images.GroupBy(image => image.Label))
        {
            if (of.Count() <= TrainingImages)
                throw files.Invalid($"{Root}/{classes[of.Key]}", $"holds {of.Count()} images: {TrainingImages} are for training, and more for testing");
        }
        return LabelBudget.Choose(images.Select(image => image.Label), TrainingImages, seed);
    }
}
