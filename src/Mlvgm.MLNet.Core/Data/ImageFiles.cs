using Mlvgm.MLNet.Data.Images;

namespace Mlvgm.MLNet.Data;

/// <summary>What stands in one folder, for data sets with a layout of their own: the same files count as images, and the same are passed over, as everywhere.</summary>
/// <example>See <c>examples/ApiTour/DataFindings.cs</c>.</example>
public static class ImageFiles
{
    /// <summary>The full paths of the image files in a folder, by name, without those of folders in it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="passedOver">Receives what is not read; names are relative to the folder.</param>
    /// <exception cref="InvalidDataException">The folder cannot be listed; the message names it.</exception>
    public static IReadOnlyList<string> In(string folder, ICollection<PassedOverFiles> passedOver)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(passedOver);
        var listing = FolderWalk.Of(folder);
        foreach (var files in PassedOverSummary.Of(listing.PassedOver.Where(file => !file.Name.Contains('/')))) passedOver.Add(files);
        return [.. listing.Images.Where(image => !image.Name.Contains('/')).Select(image => Path.Combine(folder, image.Name)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The names of the folders in a folder, by name, without hidden ones and those that other programs leave.</summary>
    public static IReadOnlyList<string> FoldersIn(string folder) =>
        [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Where(name => ImageNames.ReasonAgainst(name) is null).Order(StringComparer.Ordinal)];

    /// <summary>Joins what was passed over in several folders.</summary>
    /// <param name="passedOver">What was passed over, with the folder in which it was.</param>
    public static IReadOnlyList<PassedOverFiles> Join(IEnumerable<(string Folder, PassedOverFiles Files)> passedOver) =>
    [
        .. passedOver.GroupBy(found => (found.Files.Reason, found.Files.What)).Select(group => new PassedOverFiles(
            group.Key.Reason, group.Key.What, group.Sum(found => found.Files.Count),
            [.. group.SelectMany(found => found.Files.Names.Select(name => $"{found.Folder}/{name}")).Take(10)])),
    ];
}
