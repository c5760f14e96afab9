using OxyPlot;

namespace Mlvgm.MLNet.Measurement.Reports.Page;

/// <summary>
/// The colours of plots. Each stands for a variable of the page's style, which <see cref="InlineSvg"/> puts in its place, so that plots
/// follow the reader's light or dark setting.
/// </summary>
static class Colours
{
    static readonly List<(OxyColor Colour, string Variable)> Named = [];

    public static OxyColor Ink { get; } = Name("--ink");

    public static OxyColor Soft { get; } = Name("--soft");

    public static OxyColor Line { get; } = Name("--line");

    public static OxyColor Accent { get; } = Name("--accent");

    public static OxyColor Pale { get; } = Name("--pale");

    public static OxyColor Mark { get; } = Name("--mark");

    /// <summary>The SVG with variables instead of the colours that stand for them.</summary>
    public static string ToVariables(string svg)
    {
        foreach (var (colour, variable) in Named)
            svg = svg.Replace($"rgb({colour.R},{colour.G},{colour.B})", $"var({variable})", StringComparison.Ordinal);
        return svg;
    }

    static OxyColor Name(string variable)
    {
        var colour = OxyColor.FromRgb(1, 2, (byte)(3 + Named.Count));
        Named.Add((colour, variable));
        return colour;
    }
}
