using Xunit;

namespace Mlvgm.Testing;

/// <summary>The folder of reference files: MLVGM_PARITY_DIR, or shared/parity above the tests, which may be absent.</summary>
public static class ParityFolder
{
    /// <summary>Why tests are skipped where there is no folder.</summary>
    public const string Missing = "No parity tensors: set MLVGM_PARITY_DIR, or place them in shared/parity beside the checkout.";

    /// <summary>Stands for the files of a theory where there are none.</summary>
    public const string NoFile = "(no file)";

    /// <summary>The folder; null where there is none.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("MLVGM_PARITY_DIR") ?? SharedFolder.Find("parity");

    /// <summary>The path of a file of the folder; skips the test where there is no folder, and for <see cref="NoFile"/>.</summary>
    public static string PathOf(string name)
    {
        Assert.SkipWhen(Path is null, Missing);
        Assert.SkipWhen(name == NoFile, $"'{Path}' has no file of this kind.");
        return System.IO.Path.Combine(Path!, name);
    }

    /// <summary>The names of the files that match a pattern, in order; none where there is no folder.</summary>
    public static string[] Files(string pattern) => Path is null
        ? []
        : [.. Directory.EnumerateFiles(Path, pattern).Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>The same, for a theory: <see cref="NoFile"/> where there is none.</summary>
    public static string[] FilesOrNone(string pattern) => Files(pattern) is { Length: > 0 } files ? files : [NoFile];
}
