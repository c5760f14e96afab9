namespace Mlvgm.MLNet.WeightFiles.Tests;

/// <summary>The folder of reference files: MLVGM_PARITY_DIR, or <c>shared/parity</c> beside the checkout, which may be absent.</summary>
static class ParityFolder
{
    /// <summary>Why tests are skipped where there is no folder.</summary>
    public const string Missing = "No parity tensors: set MLVGM_PARITY_DIR, or place them in shared/parity beside the checkout.";

    /// <summary>The folder; null where there is none.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("MLVGM_PARITY_DIR") ?? Search();

    /// <summary>The path of a file of the folder; skips the test where there is no folder.</summary>
    public static string PathOf(string name)
    {
        Assert.SkipWhen(Path is null, Missing);
        return System.IO.Path.Combine(Path!, name);
    }

    /// <summary>The names of the files that match a pattern, in order; none where there is no folder.</summary>
    public static string[] Files(string pattern) => Path is null
        ? []
        : [.. Directory.EnumerateFiles(Path, pattern).Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    static string? Search() => new[] { AppContext.BaseDirectory, Environment.CurrentDirectory }
        .SelectMany(Ancestors)
        .Select(folder => System.IO.Path.Combine(folder, "shared", "parity"))
        .FirstOrDefault(Directory.Exists);

    static IEnumerable<string> Ancestors(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent) yield return folder.FullName;
    }
}
