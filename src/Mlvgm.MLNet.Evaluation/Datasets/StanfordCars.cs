using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Datasets.Mat;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Evaluation.Datasets;

/// <summary>Stanford Cars, with its given split. The labels of the test images come in a file of their own.</summary>
sealed class StanfordCars : IDatasetDefinition
{
    const string Names = "devkit/cars_meta.mat";

    public string Name => "cars";

    public string Title => "Stanford Cars";

    public string Published => "https://ai.stanford.edu/~jkrause/cars/car_dataset.html";

    public string Layout =>
        $"cars_train/*.jpg, cars_test/*.jpg, {Names}, {Annotations(DatasetSplit.Train)} and {Annotations(DatasetSplit.Test)}";

    public IImageSet Open(string folder, DatasetSplit split, ImageShape shape, ulong seed)
    {
        var files = new DatasetFolder(this, folder);
        string index = Annotations(split), images = split == DatasetSplit.Train ? "cars_train" : "cars_test";
        var classes = new MatVariables(files.File(Names)).Texts("class_names");
        var annotations = new MatVariables(files.File(index));
        var list = new ImageList(classes);
        foreach (var annotation in annotations.Structures("annotations"))
        {
            if (annotation.GetValueOrDefault("class") is not MatNumbers { Values: [var label] } || annotation.GetValueOrDefault("fname") is not MatText file)
                throw annotations.Wrong("annotations", "a class and a file name each");
            if (!(label >= 1 && label <= classes.Count)) throw files.Invalid(index, $"has the class {label}; {Names} names {classes.Count}");
            list.Add(files.File($"{images}/{Path.GetFileName(file.Value)}"), (int)label - 1);
        }
        return list.ToImageSet(shape);
    }

    static string Annotations(DatasetSplit split) => split == DatasetSplit.Train ? "devkit/cars_train_annos.mat" : "cars_test_annos_withlabels.mat";
}
