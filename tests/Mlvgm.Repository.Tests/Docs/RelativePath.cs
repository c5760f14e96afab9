namespace Mlvgm.Repository.Tests.Docs;

/// <summary>Paths with forward slashes, relative to the root.</summary>
static class RelativePath
{
    /// <summary>The folder of a file; empty at the root.</summary>
    public static string FolderOf(string file) => file.LastIndexOf('/') is >= 0 and var slash ? file[..slash] : "";

    /// <summary>Where <paramref name="target"/> leads from <paramref name="folder"/>; null where it leaves the root.</summary>
    public static string? Join(string folder, string target)
    {
        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (string part in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count == 0) return null;
            else parts.RemoveAt(parts.Count - 1);
        }
        return string.Join('/', parts);
    }
}
