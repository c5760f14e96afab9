using OxyPlot;

namespace Mlvgm.MLNet.Reports.Charts;

/// <summary>
/// Stands in for the variables of the page's style while OxyPlot draws; <see cref="InlineSvg"/> puts the variables in their place, so that
/// charts follow the reader's light or dark setting.
/// </summary>
static class Colours
{
    public static OxyColor Of(ChartColour colour) => OxyColor.FromRgb(1, 2, (byte)(3 + (int)colour));

    /// <summary>The SVG with variables instead of the colours that stand for them.</summary>
    public static string ToVariables(string svg)
    {
        foreach (var name in Enum.GetValues<ChartColour>())
        {
            var colour = Of(name);
            svg = svg.Replace($"rgb({colour.R},{colour.G},{colour.B})", $"var(--{name.ToString().ToLowerInvariant()})", StringComparison.Ordinal);
        }
        return svg;
    }
}
