namespace Mlvgm.MLNet.IO;

/// <summary>Paths that stand in texts and files of others.</summary>
static class PathText
{
    /// <summary>What is wrong with one that has a sign which no path has, as the end of a sentence.</summary>
    public const string Impossible = "has a character that no path has";

    /// <summary>Whether it can be a path; what it leads to is another question.</summary>
    public static bool IsPossible(string path) => path.IndexOfAny(Path.GetInvalidPathChars()) < 0;
}
