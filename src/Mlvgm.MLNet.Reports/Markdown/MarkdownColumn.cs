namespace Mlvgm.MLNet.Reports.Markdown;

/// <summary>A column of a Markdown table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="IsNumber">Whether its cells stand on the right.</param>
/// <example>See <c>examples/ApiTour/ReportTables.cs</c>.</example>
public readonly record struct MarkdownColumn(MarkdownText Title, bool IsNumber)
{
    /// <summary>A column of words.</summary>
    public static MarkdownColumn Words(string title) => new(MarkdownText.Text(title), IsNumber: false);

    /// <summary>A column of numbers.</summary>
    public static MarkdownColumn Numbers(string title) => new(MarkdownText.Text(title), IsNumber: true);
}
