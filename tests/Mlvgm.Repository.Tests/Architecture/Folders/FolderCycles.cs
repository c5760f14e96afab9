namespace Mlvgm.Repository.Tests.Architecture.Folders;

/// <summary>The folders of a project that reach each other, and the types by which they do. Parent and child are two folders.</summary>
static class FolderCycles
{
    const int ShownTypes = 12;

    /// <summary>One text per cycle; none where the folders can be put in an order.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyCollection<TypeEdge> edges)
    {
        var reachable = Reachable(edges);
        return
        [
            .. reachable.Keys.Where(folder => reachable[folder].Contains(folder))
                .GroupBy(folder => reachable[folder].Where(other => reachable[other].Contains(folder)).Order(StringComparer.Ordinal).First())
                .Select(cycle => Describe([.. cycle], edges)),
        ];
    }

    /// <summary>For each folder, those that it depends on, directly or by way of others.</summary>
    static SortedDictionary<string, HashSet<string>> Reachable(IReadOnlyCollection<TypeEdge> edges)
    {
        var next = edges.ToLookup(edge => edge.From.Folder, edge => edge.To.Folder);
        var reachable = new SortedDictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (string folder in edges.SelectMany(edge => (string[])[edge.From.Folder, edge.To.Folder]).Distinct())
        {
            var found = reachable[folder] = new HashSet<string>(StringComparer.Ordinal);
            var open = new Stack<string>([folder]);
            while (open.TryPop(out string? at))
                foreach (string to in next[at]) if (found.Add(to)) open.Push(to);
        }
        return reachable;
    }

    /// <summary>The dependencies inside the cycle, those that few types make first: they are the ones to turn round.</summary>
    static string Describe(HashSet<string> folders, IEnumerable<TypeEdge> edges)
    {
        var pairs = edges.Where(edge => folders.Contains(edge.From.Folder) && folders.Contains(edge.To.Folder))
            .GroupBy(edge => $"  {edge.From.Folder} -> {edge.To.Folder}")
            .OrderBy(pair => pair.Count()).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key} ({pair.Count()}): {Shown(pair)}");
        return $"{folders.Count} folders depend on each other:\n{string.Join('\n', pairs)}";
    }

    static string Shown(IEnumerable<TypeEdge> pair)
    {
        string[] names = [.. pair.Select(edge => $"{edge}").Order(StringComparer.Ordinal)];
        return names.Length > ShownTypes ? $"{string.Join(", ", names[..ShownTypes])}, ..." : string.Join(", ", names);
    }
}
