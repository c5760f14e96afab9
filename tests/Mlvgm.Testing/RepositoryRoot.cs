namespace Mlvgm.Testing;

/// <summary>The checkout that the tests were built from.</summary>
public static class RepositoryRoot
{
    /// <summary>The nearest folder above the program that holds the solution.</summary>
    public static string Path { get; } = Find();

    /// <summary>A path in it.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Mlvgm.MLNet.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException($"No folder above '{AppContext.BaseDirectory}' holds Mlvgm.MLNet.sln.");
    }
}
