using Mlvgm.MLNet.Data.Images;

namespace Mlvgm.MLNet.Data;

/// <summary>The image files of one part, with their classes, in the dataset's order.</summary>
/// <param name="Files">The files' names in their source, by class, then by name.</param>
/// <param name="Labels">The class of each file; empty when there are no class folders.</param>
/// <param name="ClassNames">The class folders, by name.</param>
/// <param name="PassedOver">What stands there and is not read.</param>
sealed record ImageTree(
    IReadOnlyList<string> Files, IReadOnlyList<int> Labels, IReadOnlyList<string> ClassNames, IReadOnlyList<PassedOverFiles> PassedOver)
{
    /// <summary>Files of a test part that the training part has too.</summary>
    public IReadOnlyList<string> AlsoInTraining { get; private init; } = [];

    /// <summary>Finds the part's files in a listing and reads classes off their first folder.</summary>
    /// <exception cref="InvalidDataException">
    /// There are no images, some lie beside the class folders, a class folder has none, or folders look like parts and have other names.
    /// </exception>
    /// <exception cref="FileNotFoundException">The part is not there.</exception>
    public static ImageTree Build(string path, ImageListing listing, ImageDatasetOptions options)
    {
        if (listing.Images.Count == 0) throw Empty(path, listing);
        var layout = ImageLayout.Of(path, listing);
        string prefix = layout.Prefix(options);
        return Part(path, listing, layout, prefix, options) with { AlsoInTraining = layout.AlsoInTraining(listing, prefix) };
    }

    /// <summary>What was found, once the images are read.</summary>
    public ImageFindings Findings(DatasetSplit part, int images, IReadOnlyList<SkippedImage> undecodable) =>
        new(part, images, PassedOver, undecodable) { AlsoInTraining = AlsoInTraining };

    static ImageTree Part(string path, ImageListing listing, ImageLayout layout, string prefix, ImageDatasetOptions options)
    {
        var passedOver = layout.PassedOver(listing, prefix);
        var files = Once(listing.Images.Where(image => image.Name.StartsWith(prefix, StringComparison.Ordinal)), passedOver)
            .Select(name => (Name: name, Class: ClassOf(name[prefix.Length..])))
            .OrderBy(file => file.Class, StringComparer.Ordinal).ThenBy(file => file.Name, StringComparer.Ordinal)
            .ToArray();
        string[] classes = [.. files.Select(file => file.Class).OfType<string>().Distinct()];
        if (classes.Length == 0)
            return Chosen(path, [.. files.Select(file => file.Name)], [], [], passedOver, options);
        if (files[0].Class is null)
            throw new InvalidDataException(
                $"'{path}' holds images beside its class folders, such as '{files[0].Name}'. Move them into a class folder.");
        CheckFolders(path, listing, prefix, classes);
        var indices = classes.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return Chosen(path, [.. files.Select(file => file.Name)], [.. files.Select(file => indices[file.Class!])], classes, passedOver, options);
    }

    /// <summary>The first folder of a path; null for a file that is in none.</summary>
    internal static string? ClassOf(string name) => name.IndexOf('/') is >= 0 and var end ? name[..end] : null;

    static ImageTree Chosen(
        string path, string[] files, int[] labels, string[] classes, IEnumerable<PassedOverFile> passedOver, ImageDatasetOptions options)
    {
        PassedOverFiles[] summary = [.. PassedOverSummary.Of(passedOver)];
        if (options.HoldOut is not { } share) return new ImageTree(files, labels, classes, summary);
        var kept = HoldOut.Choose(path, labels.Length > 0 ? labels : new int[files.Length], classes, share, options.HoldOutSeed, options.Split);
        return new ImageTree([.. kept.Select(i => files[i])], [.. kept.Where(_ => labels.Length > 0).Select(i => labels[i])], classes, summary);
    }

    /// <summary>Each file once: of several names of one file, the one that is no link, else the first.</summary>
    static List<string> Once(IEnumerable<FoundImage> images, List<PassedOverFile> passedOver)
    {
        var names = new List<string>();
        foreach (var same in images.GroupBy(image => image.Identity ?? image.Name, StringComparer.Ordinal))
        {
            string[] ordered = [.. same.OrderBy(image => image.ByLink).ThenBy(image => image.Name, StringComparer.Ordinal).Select(image => image.Name)];
            names.Add(ordered[0]);
            passedOver.AddRange(ordered[1..].Select(name => new PassedOverFile(name, PassedOverReason.MetTwice, "file")));
        }
        return names;
    }

    /// <summary>A class that is on the disk must not vanish because none of its files is read.</summary>
    static void CheckFolders(string path, ImageListing listing, string prefix, string[] classes)
    {
        string[] empty = [.. listing.Folders.Where(folder => folder.StartsWith(prefix, StringComparison.Ordinal)).Select(folder => folder[prefix.Length..])
            .Where(folder => folder.Length > 0 && !folder.Contains('/')).Except(classes).Order(StringComparer.Ordinal)];
        if (empty.Length == 0) return;
        string folder = prefix + empty[0];
        string[] inside = [.. listing.PassedOver.Where(file => file.Name.StartsWith(folder + "/", StringComparison.Ordinal)).Select(file => file.Name)];
        string holds = inside.Length == 0 ? "is empty" : $"holds {inside.Length} files and no image that is read: {Extensions(inside)}";
        throw new InvalidDataException(
            $"'{path}': the folder '{folder}' beside the class folders {holds}. Read are {ImageNames.Read}: convert its images, or move it out of the data" +
            $"{(empty.Length > 1 ? $"; so with {string.Join(", ", empty[1..].Take(5).Select(name => $"'{prefix}{name}'"))}" : "")}.");
    }

    static InvalidDataException Empty(string path, ImageListing listing)
    {
        string[] others = [.. listing.PassedOver.Select(file => file.Name)];
        string found = others.Length == 0 ? "" : $" It has {others.Length} other files: {Extensions(others)}.";
        return new InvalidDataException($"'{path}' holds no images ({ImageNames.Read}) and no IDX files.{found}");
    }

    static string Extensions(IReadOnlyList<string> names) => string.Join(", ", names.GroupBy(name => Path.GetExtension(name).ToLowerInvariant())
        .OrderByDescending(group => group.Count()).Take(5).Select(group => $"{group.Count()} {(group.Key.Length == 0 ? "without an extension" : group.Key)}"));
}
