using System.Text.RegularExpressions;

namespace Examples.Tests.Snippets;

/// <summary>Finds the C# on pages.</summary>
static partial class CodeBlocks
{
    const string Fence = "```";
    const string Opening = "```csharp";

    /// <summary>The blocks of the README, CONTRIBUTING, everything below docs, and the packages' pages.</summary>
    public static IReadOnlyList<CodeBlock> All { get; } = [.. Paths().Order(StringComparer.Ordinal).SelectMany(path =>
        In(Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/'), File.ReadAllText(path)))];

    /// <summary>The blocks of one page.</summary>
    public static IEnumerable<CodeBlock> In(string page, string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        string marker = "";
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Trim() == Opening)
            {
                int end = Array.FindIndex(lines, i + 1, line => line.Trim() == Fence);
                int indent = lines[i].IndexOf(Opening, StringComparison.Ordinal);
                string code = string.Join('\n', lines[(i + 1)..end].Select(line => line[Math.Min(indent, line.Length)..]));
                yield return new CodeBlock(page, i + 2, Cuts.Apply(code), marker);
                i = end;
            }
            if (lines[i].Trim().Length > 0) marker = Comment().Match(lines[i]) is { Success: true } comment ? comment.Groups[1].Value : "";
        }
    }

    static IEnumerable<string> Paths() =>
    [
        .. Directory.EnumerateFiles(RepositoryRoot.Path, "*.md"), .. Directory.EnumerateFiles(RepositoryRoot.PathOf("docs"), "*.md", SearchOption.AllDirectories),
        .. Directory.EnumerateDirectories(RepositoryRoot.PathOf("src")).Select(folder => Path.Combine(folder, "PACKAGE.md")).Where(File.Exists),
    ];

    [GeneratedRegex(@"^\s*<!--\s*snippet:\s*(.*?)\s*-->\s*$")]
    private static partial Regex Comment();
}
