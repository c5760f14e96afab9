namespace Mlvgm.Testing;

/// <summary>Folders that stand in <c>shared</c>, somewhere above the tests.</summary>
static class SharedFolder
{
    /// <summary>The folder of that name; null where there is none.</summary>
    public static string? Find(string name) => new[] { AppContext.BaseDirectory, Environment.CurrentDirectory }
        .SelectMany(Ancestors)
        .Select(folder => Path.Combine(folder, "shared", name))
        .FirstOrDefault(Directory.Exists);

    static IEnumerable<string> Ancestors(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent) yield return folder.FullName;
    }
}
