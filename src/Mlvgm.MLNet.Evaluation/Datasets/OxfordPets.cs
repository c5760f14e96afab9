using System.Globalization;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Evaluation.Datasets;

/// <summary>The Oxford-IIIT Pet dataset: 37 breeds, with its given split.</summary>
sealed class OxfordPets : IDatasetDefinition
{
    public string Name => "pets";

    public string Title => "Oxford-IIIT Pet";

    public string Published => "https://www.robots.ox.ac.uk/~vgg/data/pets/";

    public string Layout => "images/*.jpg, annotations/trainval.txt and annotations/test.txt";

    public IImageSet Open(string folder, DatasetSplit split, ImageShape shape, ulong seed)
    {
        var files = new DatasetFolder(this, folder);
        const string TrainIndex = "annotations/trainval.txt", TestIndex = "annotations/test.txt";
        // The name of a breed is what stands before the last underscore of its images' names.
        var entries = Entries(files, TrainIndex);
        string[] classes = new string[entries.Max(entry => entry.Class)];
        foreach (var (image, number) in entries) classes[number - 1] = image[..Math.Max(0, image.LastIndexOf('_'))];
        if (Array.IndexOf(classes, null) is >= 0 and var gap) throw files.Invalid(TrainIndex, $"has no image of class {gap + 1}");
        var list = new ImageList(classes);
        foreach (var (image, number) in split == DatasetSplit.Train ? entries : Entries(files, TestIndex))
        {
            if (number > classes.Length) throw files.Invalid(TestIndex, $"has the class {number}, which {TrainIndex} lacks");
            list.Add(files.File($"images/{image}.jpg"), number - 1);
        }
        return list.ToImageSet(shape);
    }

    static List<(string Image, int Class)> Entries(DatasetFolder files, string index)
    {
        var entries = new List<(string, int)>();
        foreach (string line in files.Lines(index))
        {
            if (line.StartsWith('#')) continue;
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2 || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number is < 1 or > 10_000)
                throw files.Invalid(index, $"has the line '{line}', expected an image, its class, and more");
            entries.Add((words[0], number));
        }
        return entries.Count > 0 ? entries : throw files.Invalid(index, "names no image");
    }
}
