namespace Mlvgm.MLNet.Data.Idx;

/// <summary>The file names under which MNIST and the datasets modelled on it are published.</summary>
static class IdxNames
{
    static readonly string[] Endings = ["-ubyte.gz", "-ubyte"];

    /// <summary>Whether the folder holds the images file of either split.</summary>
    public static bool IsIdxFolder(string folder) =>
        Candidates(folder, heldOut: false).Concat(Candidates(folder, heldOut: true)).Any(File.Exists);

    /// <summary>The images file of a split: the training images, or those held out.</summary>
    /// <exception cref="FileNotFoundException">The folder lacks it.</exception>
    public static string FindImages(string folder, bool heldOut) => Candidates(folder, heldOut).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"'{folder}' has no {(heldOut ? "test" : "train")} images: " +
            $"expected {string.Join(" or ", Candidates(folder, heldOut).Select(Path.GetFileName).Take(2))}.");

    /// <summary>The labels file beside an images file, or null.</summary>
    public static string? FindLabels(string images)
    {
        string name = Path.GetFileName(images), stem = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        string labels = stem.Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal);
        if (labels == stem) return null;
        string folder = Path.GetDirectoryName(Path.GetFullPath(images))!;
        return new[] { labels, labels + ".gz" }.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }

    static IEnumerable<string> Candidates(string folder, bool heldOut) =>
        from prefix in heldOut ? ["t10k", "test"] : new[] { "train" }
        from infix in new[] { "-images-idx3", "-images.idx3" }
        from ending in Endings
        select Path.Combine(folder, prefix + infix + ending);
}
