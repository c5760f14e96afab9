namespace Mlvgm.MLNet.Tests;

static class RepositoryFiles
{
    /// <summary>The repository's root: the nearest folder above the test's program that holds the solution.</summary>
    public static string Root { get; } = Find();

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Mlvgm.MLNet.sln"))) return folder.FullName;
        throw new InvalidOperationException($"No repository above '{AppContext.BaseDirectory}'.");
    }
}
