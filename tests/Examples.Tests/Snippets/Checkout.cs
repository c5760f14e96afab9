namespace Examples.Tests.Snippets;

/// <summary>The checkout that these tests were built from.</summary>
static class Checkout
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Mlvgm.MLNet.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException($"No folder above '{AppContext.BaseDirectory}' holds Mlvgm.MLNet.sln.");
    }
}
