namespace Mlvgm.Repository.Tests.Docs;

/// <summary>Every Markdown page of the checkout, read once.</summary>
static class Pages
{
    static readonly Dictionary<string, MarkdownPage> Read = [];

    public static IReadOnlyList<string> Paths { get; } = [.. RepositoryFiles.Checkout.All.Where(path => path.EndsWith(".md", StringComparison.Ordinal))];

    /// <summary>The page at a path relative to the root.</summary>
    public static MarkdownPage Open(string path)
    {
        lock (Read)
        {
            return Read.TryGetValue(path, out var page) ? page : Read[path] = new MarkdownPage(File.ReadAllText(Repository.PathOf(path)));
        }
    }

    /// <summary>Why a link leads nowhere; null where it leads somewhere, or out of the repository.</summary>
    public static string? LinkProblem(string page, string target)
    {
        if (Uri.TryCreate(target, UriKind.Absolute, out var uri) && !uri.IsFile) return null;
        string[] parts = target.Split('#', 2);
        string? path = parts[0].Length == 0 ? page : RelativePath.Join(RelativePath.FolderOf(page), Uri.UnescapeDataString(parts[0]));
        if (path is null || !RepositoryFiles.Checkout.Has(path)) return $"{target}: there is no such file";
        return parts.Length == 1 || !path.EndsWith(".md", StringComparison.Ordinal) || Open(path).Anchors.Contains(parts[1])
            ? null
            : $"{target}: the page has no section #{parts[1]}";
    }

    /// <summary>The pages that a page links to.</summary>
    public static IEnumerable<string> LinkedFrom(string page) => Open(page).Links
        .Select(link => RelativePath.Join(RelativePath.FolderOf(page), link.Target.Split('#')[0]))
        .Where(path => path is not null && Paths.Contains(path)).Select(path => path!);
}
