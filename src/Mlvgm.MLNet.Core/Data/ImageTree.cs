namespace Mlvgm.MLNet.Data;

/// <summary>The image files of one split, with their classes, in the dataset's order.</summary>
/// <param name="Files">The files' names in their source, by class, then by name.</param>
/// <param name="Labels">The class of each file; empty when there are no class folders.</param>
/// <param name="ClassNames">The class folders, by name.</param>
sealed record ImageTree(IReadOnlyList<string> Files, IReadOnlyList<int> Labels, IReadOnlyList<string> ClassNames)
{
    static readonly string[] SplitFolders = ["train", "test", "val"];

    /// <summary>Finds the split's files among <paramref name="names"/> and reads classes off their first folder.</summary>
    /// <exception cref="InvalidDataException">There are no images, or some lie beside the class folders.</exception>
    /// <exception cref="FileNotFoundException">The split is not there.</exception>
    public static ImageTree Build(string path, IEnumerable<string> names, DatasetSplit split)
    {
        string[] all = [.. names];
        if (all.Length == 0)
            throw new InvalidDataException($"'{path}' holds no images (.png, .jpg, .jpeg, .bmp, .gif, .webp) and no IDX files.");
        string prefix = SplitPrefix(path, all, Wrapper(all), split);
        var files = all.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => (Name: name, Class: ClassOf(name[prefix.Length..])))
            .OrderBy(file => file.Class, StringComparer.Ordinal).ThenBy(file => file.Name, StringComparer.Ordinal)
            .ToArray();
        string[] classes = [.. files.Select(file => file.Class).OfType<string>().Distinct()];
        if (classes.Length == 0) return new ImageTree([.. files.Select(file => file.Name)], [], []);
        if (files[0].Class is null)
            throw new InvalidDataException(
                $"'{path}' holds images beside its class folders, such as '{files[0].Name}'. Move them into a class folder.");
        var indices = classes.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return new ImageTree([.. files.Select(file => file.Name)], [.. files.Select(file => indices[file.Class!])], classes);
    }

    static string? ClassOf(string name) => name.IndexOf('/') is >= 0 and var end ? name[..end] : null;

    // Archives often hold everything in one folder: it is not a class when no image lies directly in it.
    static string Wrapper(string[] names)
    {
        string? first = ClassOf(names[0]);
        if (first is null || SplitFolders.Contains(first, StringComparer.Ordinal)) return "";
        string prefix = first + "/";
        return names.All(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.IndexOf('/', prefix.Length) >= 0) ? prefix : "";
    }

    static string SplitPrefix(string path, string[] names, string wrapper, DatasetSplit split)
    {
        bool IsIn(string name, string folder) => name.StartsWith($"{wrapper}{folder}/", StringComparison.Ordinal);
        bool Has(string folder) => names.Any(name => IsIn(name, folder));
        // One folder called "train" among others may be a class of vehicles.
        bool hasSplits = Has("train") && (Has("test") || Has("val")) || names.All(name => SplitFolders.Any(folder => IsIn(name, folder)));
        string? found = (split == DatasetSplit.Train ? ["train"] : new[] { "test", "val" }).FirstOrDefault(Has);
        if (hasSplits && found is not null) return $"{wrapper}{found}/";
        if (!hasSplits && split == DatasetSplit.Train) return wrapper;
        throw new FileNotFoundException($"'{path}' has no folder '{(split == DatasetSplit.Train ? "train" : "test")}'.");
    }
}
