namespace Mlvgm.MLNet.Reports.Html;

/// <summary>Links to files beside a page.</summary>
/// <example>See <c>examples/ApiTour/ReportPage.cs</c>.</example>
public static class PageLink
{
    /// <summary>A link to a file.</summary>
    /// <param name="path">The file, relative to the page, with the separators of this system. Any name is a name: none is read as a scheme, query or fragment.</param>
    /// <param name="text">What it says.</param>
    public static Markup To(string path, string text) => Markup.Of($"<a href=\"{Address(path)}\">{text}</a>");

    /// <summary>The path as the address of a link.</summary>
    public static string Address(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return string.Join('/', path.Replace(Path.DirectorySeparatorChar, '/').Split('/').Select(Uri.EscapeDataString));
    }
}
