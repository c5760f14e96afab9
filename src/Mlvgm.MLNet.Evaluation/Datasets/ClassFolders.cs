using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Evaluation.Datasets;

/// <summary>A data set of class folders under a folder for each split.</summary>
/// <param name="Name">The name under which it is asked for.</param>
/// <param name="Title">Its full name.</param>
/// <param name="Published">Where it is published.</param>
/// <param name="TrainFolder">The folder of the training images.</param>
/// <param name="TestFolder">The folder of the test images.</param>
sealed record ClassFolders(string Name, string Title, string Published, string TrainFolder, string TestFolder) : IDatasetDefinition
{
    /// <summary>The set of 525 classes that the paper calls Birdsnap (docs/method/evaluation-protocols.md#data-sets).</summary>
    public static ClassFolders Birds { get; } = new(
        "birds", "525 bird species", "https://www.kaggle.com/datasets/gpiosenka/100-bird-species", "train", "test");

    /// <summary>ImageNet (ILSVRC 2012), whose validation images are the test images of every table.</summary>
    public static ClassFolders ImageNet { get; } = new("imagenet", "ImageNet (ILSVRC 2012)", "https://www.image-net.org/download.php", "train", "val");

    public string Layout => $"{TrainFolder}/CLASS/*.jpg and {TestFolder}/CLASS/*.jpg";

    public IImageSet Open(string folder, DatasetSplit split, ImageShape shape, ulong seed)
    {
        var files = new DatasetFolder(this, folder);
        string part = split == DatasetSplit.Train ? TrainFolder : TestFolder;
        // Classes are those of the training images, so that a class without a test image keeps its number.
        var classes = files.Folders(TrainFolder);
        string[] unknown = [.. files.Folders(part).Except(classes)];
        if (unknown.Length > 0) throw files.Invalid(part, $"has the class '{unknown[0]}', which '{TrainFolder}' lacks");
        var list = new ImageList(classes);
        foreach (var (label, name) in classes.Index())
        {
            if (Directory.Exists(Path.Combine(folder, part, name)))
                foreach (string image in files.Images($"{part}/{name}")) list.Add(image, label);
        }
        return list.ToImageSet(shape, files.Findings);
    }
}
