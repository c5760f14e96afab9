using System.Globalization;
using Mlvgm.MLNet.Reports.Html;
using OxyPlot;

namespace Mlvgm.MLNet.Reports.Charts;

/// <summary>Plots as part of a page.</summary>
static class InlineSvg
{
    /// <summary>The plot, as wide as the place it stands in.</summary>
    /// <param name="model">The plot, in <see cref="Colours"/>.</param>
    /// <param name="description">What it shows, for those who cannot see it.</param>
    /// <param name="width">The width of its coordinates.</param>
    /// <param name="height">Their height.</param>
    public static Markup Of(PlotModel model, string description, int width, int height)
    {
        // The page around it has no culture either.
        model.Culture = CultureInfo.InvariantCulture;
        string svg = new SvgExporter { Width = width, Height = height, IsDocument = false, UseVerticalTextAlignmentWorkaround = true }.ExportToString(model);
        // OxyPlot's opening tag fixes the size; the namespace that it names is implied in HTML.
        int begin = svg.IndexOf('>', svg.IndexOf("<svg", StringComparison.Ordinal)) + 1, end = svg.LastIndexOf("</svg>", StringComparison.Ordinal);
        var content = new Markup(Colours.ToVariables(svg[begin..end]));
        return Markup.Of($"<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{description}\">{content}</svg>");
    }
}
