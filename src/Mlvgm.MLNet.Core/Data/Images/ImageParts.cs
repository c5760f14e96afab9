namespace Mlvgm.MLNet.Data.Images;

/// <summary>The names of the folders in which the parts of a data set stand, in any case.</summary>
static class ImageParts
{
    /// <summary>The names of the training part.</summary>
    public static IReadOnlyList<string> Training { get; } = ["train", "training"];

    /// <summary>The names of the test part; where a data set has several of them, the one that goes first here.</summary>
    public static IReadOnlyList<string> Testing { get; } = ["test", "testing", "val", "validation", "valid"];

    // Words by which people call parts otherwise; a folder is not read as one for them.
    static readonly HashSet<string> LikeTraining = new(["train", "training", "trainset", "trn"], StringComparer.OrdinalIgnoreCase);
    static readonly HashSet<string> LikeTesting = new(
        ["test", "testing", "testset", "tests", "val", "valid", "validation", "valset", "eval", "evaluation", "dev", "holdout", "heldout"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a folder of that name is a part.</summary>
    public static bool IsPart(string folder) =>
        Training.Contains(folder, StringComparer.OrdinalIgnoreCase) || Testing.Contains(folder, StringComparer.OrdinalIgnoreCase);

    /// <summary>The names that are looked for, in a sentence.</summary>
    public static string Expected => $"{string.Join(" or ", Training)} for the training images, {string.Join(", ", Testing.SkipLast(1))} or {Testing[^1]} for the test images";

    /// <summary>The first part's folder in a path, up to and including it; empty where there is none near the root.</summary>
    public static string PartOf(string name)
    {
        string[] parts = name.Split('/', 3);
        return IsPart(parts[0]) ? parts[0] : parts.Length > 1 && IsPart(parts[1]) ? $"{parts[0]}/{parts[1]}" : "";
    }

    /// <summary>
    /// Two folders that look like a training and a test part, with at most one folder beside them that does not, so that classes of many things may have such
    /// words in their names; null where there are none.
    /// </summary>
    public static (string Train, string Test)? Lookalikes(IReadOnlyList<string> folders)
    {
        if (folders.Count(folder => !Has(folder, LikeTraining) && !Has(folder, LikeTesting)) > 1) return null;
        return folders.FirstOrDefault(folder => Has(folder, LikeTraining)) is { } train && folders.FirstOrDefault(folder => Has(folder, LikeTesting)) is { } test
            ? (train, test)
            : null;
    }

    static bool Has(string folder, HashSet<string> words) =>
        folder.Split([' ', '_', '-', '.', '(', ')', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'], StringSplitOptions.RemoveEmptyEntries).Any(words.Contains);
}
