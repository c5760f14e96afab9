using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Evaluation.Datasets;

/// <summary>The folder of a data set; what it lacks is named together with where the data set is published.</summary>
/// <param name="definition">The data set.</param>
/// <param name="root">The folder.</param>
sealed class DatasetFolder(IDatasetDefinition definition, string root)
{
    readonly List<(string Folder, PassedOverFiles Files)> _passedOver = [];

    /// <summary>What stands in the folders that were listed and is not read.</summary>
    public ImageFindings Findings => ImageFindings.None with { PassedOver = ImageFiles.Join(_passedOver) };

    /// <summary>The full path of a file that must be there; parts separated by '/'.</summary>
    /// <exception cref="InvalidDataException">The name, which a list of the data set may have given, leads out of the folder.</exception>
    public string File(string name)
    {
        string path = Path.GetFullPath(Path.Combine(root, name));
        if (!path.StartsWith(Path.GetFullPath(root).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new InvalidDataException($"{definition.Title}: the file '{name}' lies outside '{root}'.");
        return System.IO.File.Exists(path) ? path : throw Missing($"the file '{name}'", path);
    }

    /// <summary>The lines of a text file that must be there, trimmed, without empty ones.</summary>
    public IReadOnlyList<string> Lines(string name) =>
        [.. System.IO.File.ReadLines(File(name)).Select(line => line.Trim()).Where(line => line.Length > 0)];

    /// <summary>The full path of a folder that must be there.</summary>
    public string Folder(string name)
    {
        string path = Path.Combine(root, name);
        return Directory.Exists(path) ? path : throw Missing($"the folder '{name}'", path);
    }

    /// <summary>The names of the folders in a folder, by name.</summary>
    public IReadOnlyList<string> Folders(string name)
    {
        var folders = ImageFiles.FoldersIn(Folder(name));
        return folders.Count > 0 ? folders : throw Missing($"class folders in '{name}'", Path.Combine(root, name));
    }

    /// <summary>The full paths of the images in a folder, by name.</summary>
    public IReadOnlyList<string> Images(string name)
    {
        var passedOver = new List<PassedOverFiles>();
        var images = ImageFiles.In(Folder(name), passedOver);
        _passedOver.AddRange(passedOver.Select(files => (name, files)));
        return images.Count > 0 ? images : throw Missing($"images in '{name}'", Path.Combine(root, name));
    }

    /// <summary>The images that a text file lists, one a line.</summary>
    /// <param name="index">The text file.</param>
    /// <param name="classes">The name of each class.</param>
    /// <param name="parse">The image's file and its class, from a line.</param>
    /// <param name="shape">The shape to which every image is brought.</param>
    public IImageSet Listed(string index, IReadOnlyList<string> classes, Func<string, (string Image, string Class)> parse, ImageShape shape)
    {
        if (classes.Count == 0 || classes.Distinct(StringComparer.Ordinal).Count() < classes.Count)
            throw Invalid(index, "goes with classes of which there are none, or of which two have one name");
        var numbers = classes.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        var list = new ImageList(classes);
        foreach (string line in Lines(index))
        {
            var (image, name) = parse(line);
            if (!numbers.TryGetValue(name, out int label))
                throw Invalid(index, $"has the line '{line}', expected an image of one of {classes.Count} classes such as '{classes[0]}'");
            list.Add(File(image), label);
        }
        return list.ToImageSet(shape);
    }

    /// <summary>The error of a file whose contents contradict what is known of the data set.</summary>
    public InvalidDataException Invalid(string name, string reason) => new($"{definition.Title}: '{Path.Combine(root, name)}' {reason}.");

    FileNotFoundException Missing(string what, string path) => new(
        $"{definition.Title}: '{root}' lacks {what}. Expected are {definition.Layout}. It is published at {definition.Published}.", path);
}
