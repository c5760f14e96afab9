using System.Text.RegularExpressions;

namespace Mlvgm.Repository.Tests.Docs;

/// <summary>A page: the anchors that it has and the targets that it links to.</summary>
sealed partial class MarkdownPage
{
    readonly List<string> _headings = [];
    readonly HashSet<string> _anchors = new(StringComparer.Ordinal);
    readonly List<(int Line, string Target)> _links = [];

    public MarkdownPage(string text)
    {
        Text = text;
        bool inFence = false;
        foreach (var (index, line) in text.ReplaceLineEndings("\n").Split('\n').Index())
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal)) inFence = !inFence;
            else if (!inFence) Read(line, index + 1);
        }
        _anchors.UnionWith(Slug.Of(_headings));
    }

    /// <summary>The page as it is.</summary>
    public string Text { get; }

    /// <summary>What can follow a <c>#</c>.</summary>
    public IReadOnlySet<string> Anchors => _anchors;

    /// <summary>Where links and pictures lead, with the lines they stand in.</summary>
    public IReadOnlyList<(int Line, string Target)> Links => _links;

    void Read(string line, int number)
    {
        if (Heading().Match(line) is { Success: true } heading) _headings.Add(heading.Groups[1].Value);
        foreach (Match anchor in Anchor().Matches(line)) _anchors.Add(anchor.Groups[1].Value);
        string prose = CodeSpan().Replace(line, "");
        foreach (var pattern in new[] { Inline(), Reference(), Attribute() })
            foreach (Match link in pattern.Matches(prose)) _links.Add((number, link.Groups[1].Value));
    }

    [GeneratedRegex(@"^#{1,6}\s+(.*?)\s*#*$")]
    private static partial Regex Heading();

    [GeneratedRegex("<a\\s[^>]*\\b(?:id|name)=\"([^\"]+)\"")]
    private static partial Regex Anchor();

    [GeneratedRegex(@"`[^`]*`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\]\(\s*<?([^)>\s]+)>?[^)]*\)")]
    private static partial Regex Inline();

    [GeneratedRegex(@"^\s*\[[^\]]+\]:\s*(\S+)")]
    private static partial Regex Reference();

    [GeneratedRegex("<(?:a|img)\\s[^>]*\\b(?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Attribute();
}
