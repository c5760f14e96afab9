namespace Mlvgm.Repository.Tests;

/// <summary>The checkout that this test was built from.</summary>
static class Repository
{
    public static string Root => RepositoryRoot.Path;

    /// <summary>Every project file, relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Projects { get; } =
    [
        .. new[] { "src", "tests", "examples" }
            .SelectMany(folder => Directory.EnumerateFiles(PathOf(folder), "*.csproj", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal),
    ];

    public static string PathOf(params ReadOnlySpan<string> parts) => RepositoryRoot.PathOf(parts);
}
