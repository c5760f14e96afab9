using System.Text.RegularExpressions;

namespace Mlvgm.Repository.Tests.Docs;

/// <summary>
/// Finds the names of repository files in prose: paths that begin with a folder at the root, Markdown pages, and source or project files. Other names,
/// such as <c>report.json</c>, are those of files that programs write.
/// </summary>
sealed partial class FileMentions(RepositoryFiles files, Func<string, MarkdownPage> open)
{
    /// <summary>What a text that names files beside the checkout must say.</summary>
    public const string MayBeAbsent = "may be absent";

    // Markdown that the command writes into a measurement's folder.
    static readonly string[] Written = ["spread.md"];

    static readonly string[] SourceEndings = [".cs", ".cake", ".csproj", ".props", ".targets", ".sln", ".slnx"];

    /// <summary>Every name that leads nowhere, with the reason.</summary>
    /// <param name="text">A comment, or a paragraph of a page.</param>
    /// <param name="folder">The folder of the file that it stands in, to which names may be relative.</param>
    public IEnumerable<string> Problems(string text, string folder)
    {
        foreach (Match match in Name().Matches(Url().Replace(text, " ")))
        {
            string name = match.Value.TrimEnd('.', '/', '-', '#');
            if (Problem(name, folder, text) is { } problem) yield return $"{name}: {problem}";
        }
    }

    string? Problem(string name, string folder, string text)
    {
        if (name.StartsWith("../shared", StringComparison.Ordinal) || name.StartsWith("shared/", StringComparison.Ordinal))
            return text.Contains(MayBeAbsent, StringComparison.Ordinal) ? null : $"it lies beside the checkout; say that it {MayBeAbsent}";
        var (path, anchor) = name.Split('#') is [var before, var behind, ..] ? (before, behind) : (name, null);
        if (path.StartsWith("../", StringComparison.Ordinal)) path = RelativePath.Join(folder, path) ?? path;
        bool isPage = path.EndsWith(".md", StringComparison.Ordinal) && !Written.Contains(path);
        if (files.BeginsAtRoot(path)) return files.HasMatch(WithoutOutputs(path)) ? isPage ? AnchorProblem(path, anchor) : null : "there is no such file";
        if (isPage) return PageProblem(path, anchor, folder);
        return SourceEndings.Contains(Path.GetExtension(path)) && path.Length > Path.GetExtension(path).Length && !path.Contains('*') && !files.HasName(path)
            ? "no file has that name"
            : null;
    }

    string? PageProblem(string path, string? anchor, string folder)
    {
        string? found = new[] { RelativePath.Join(folder, path), path }.FirstOrDefault(candidate => candidate is not null && files.Has(candidate));
        if (found is not null) return AnchorProblem(found, anchor);
        return path.Contains('*') ? files.HasMatch(path) ? null : "it stands for no file" : path.Contains('/') || !files.HasName(path) ? "there is no such page" : null;
    }

    string? AnchorProblem(string path, string? anchor) =>
        anchor is null || path.Contains('*') || open(path).Anchors.Contains(anchor) ? null : $"the page has no section #{anchor}";

    /// <summary>What a build leaves below a project is not in the repository; the project is.</summary>
    static string WithoutOutputs(string path) => Outputs().Replace(path, "");

    [GeneratedRegex(@"[\w.][\w.+*/#-]*[\w*]")]
    private static partial Regex Name();

    [GeneratedRegex(@"\b[a-z]+://\S+")]
    private static partial Regex Url();

    [GeneratedRegex(@"/(bin|obj)(/.*)?$")]
    private static partial Regex Outputs();
}
