using System.Text.RegularExpressions;

namespace Mlvgm.MLNet.Data.Idx;

/// <summary>
/// IDX files under the names by which MNIST and the data sets modelled on it are published, some with their own name in front
/// (<c>emnist-letters-train-images-idx3-ubyte.gz</c>): in a folder, in its <c>raw</c>, or in the <c>raw</c> of a folder in it, as torchvision keeps them.
/// </summary>
sealed partial class IdxFolder
{
    const string Raw = "raw";

    readonly string _path;
    readonly string _folder;
    readonly IReadOnlyList<(string Set, string Part, string File)> _images;

    IdxFolder(string path, string folder, IReadOnlyList<(string Set, string Part, string File)> images) => (_path, _folder, _images) = (path, folder, images);

    /// <summary>The IDX files of <paramref name="path"/>, a folder or a folder with the name of a set behind it; null where there are none.</summary>
    /// <exception cref="InvalidDataException">There are several data sets; the message names them and says how to choose.</exception>
    public static IdxFolder? Find(string path)
    {
        if (!Directory.Exists(path))
        {
            string? parent = Path.GetDirectoryName(Path.GetFullPath(path));
            string set = Path.GetFileName(path);
            return set.Length > 0 && !File.Exists(path) && parent is not null && Directory.Exists(parent) && In(parent, set) is { Count: > 0 } images
                ? new IdxFolder(path, parent, images)
                : null;
        }
        string[] folders = [path, .. Candidates(path)];
        IdxFolder[] found = [.. folders.Select(folder => new IdxFolder(path, folder, In(folder, set: null))).Where(folder => folder._images.Count > 0)];
        if (found.Length > 1 && found[0]._folder != path)
            throw new InvalidDataException($"'{path}' holds IDX files in '{found[0]._folder}' and '{found[1]._folder}': name one of them.");
        return found.Length == 0 ? null : found[0].Checked();
    }

    /// <summary>The images file of a part: the training images, or those held out.</summary>
    /// <exception cref="FileNotFoundException">The folder lacks it.</exception>
    public string Images(bool heldOut)
    {
        string[] parts = heldOut ? ["t10k", "test"] : ["train"];
        var found = parts.SelectMany(part => _images.Where(image => image.Part == part)).Select(image => image.File).FirstOrDefault();
        string set = _images[0].Set.Length == 0 ? "" : _images[0].Set + "-";
        return found is not null ? Path.Combine(_folder, found) : throw new FileNotFoundException(
            $"'{_path}' has no {(heldOut ? "test" : "train")} images: expected {set}{parts[0]}-images-idx3-ubyte.gz or {set}{parts[0]}-images-idx3-ubyte.", _path);
    }

    /// <summary>The labels file beside an images file, or null.</summary>
    public static string? LabelsOf(string images)
    {
        string name = Path.GetFileName(images), stem = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        string labels = stem.Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal);
        if (labels == stem) return null;
        string folder = Path.GetDirectoryName(Path.GetFullPath(images))!;
        return new[] { labels, labels + ".gz" }.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }

    IdxFolder Checked()
    {
        string[] sets = [.. _images.Select(image => image.Set).Distinct(StringComparer.Ordinal)];
        return sets.Length == 1 ? this : throw new InvalidDataException(
            $"'{_folder}' holds {sets.Length} data sets ({string.Join(", ", sets.Select(set => set.Length == 0 ? "one without a name" : set))}): " +
            $"name one, such as '{Path.Combine(_folder, sets.First(set => set.Length > 0))}'.");
    }

    static IEnumerable<string> Candidates(string path)
    {
        var inside = Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal).Select(folder => Path.Combine(folder, Raw));
        return inside.Prepend(Path.Combine(path, Raw)).Where(Directory.Exists);
    }

    /// <summary>The images files in a folder, gzipped ones first.</summary>
    static List<(string Set, string Part, string File)> In(string folder, string? set) =>
    [
        .. from file in Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)
           let name = Name().Match(file)
           where name.Success && (set is null || name.Groups["set"].Value == set)
           orderby name.Groups["gz"].Success ? 0 : 1
           select (name.Groups["set"].Value, name.Groups["part"].Value, file),
    ];

    [GeneratedRegex(@"^((?<set>.+)-)?(?<part>train|t10k|test)-images[-.]idx3-ubyte(?<gz>\.gz)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
