namespace Mlvgm.MLNet.Reports.Html;

/// <summary>The tables of a page.</summary>
/// <example>See <c>examples/ApiTour/ReportPage.cs</c>.</example>
public static class HtmlTable
{
    /// <summary>A table that scrolls sideways by itself where the window is too narrow, by the keyboard too.</summary>
    /// <param name="description">What it is, for those who cannot see it.</param>
    /// <param name="content">What stands between the table's tags.</param>
    public static Markup Scrolling(string description, Markup content) => Markup.Of($"""
        <div class="scroll" tabindex="0" role="region" aria-label="{description}">
        <table>
        {content}
        </table>
        </div>
        """);

    /// <summary>Names and values, a line each.</summary>
    public static Markup Settings(IEnumerable<(string Name, object? Value)> settings) => Markup.Of($"""
        <table class="settings"><tbody>
        {Markup.Join(settings.Select(setting => Markup.Of($"<tr><th scope=\"row\">{setting.Name}</th><td>{setting.Value}</td></tr>")))}
        </tbody></table>
        """);

    /// <summary>Names and values side by side, for the head of a page.</summary>
    public static Markup Facts(IEnumerable<(string Name, string Value)> facts) => Markup.Of(
        $"<dl class=\"facts\">{Markup.Join(facts.Select(fact => Markup.Of($"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>")))}</dl>");
}
