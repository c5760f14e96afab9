namespace Mlvgm.MLNet.Experiments.ModelCards;

/// <summary>Text that comes from files, in a cell of a Markdown table.</summary>
static class MarkdownCell
{
    /// <summary>The text in one line, without bars that end the cell and without tags.</summary>
    public static string Of(string text) =>
        text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
