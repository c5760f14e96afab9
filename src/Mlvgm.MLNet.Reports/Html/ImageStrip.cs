using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Reports.Html;

/// <summary>Images side by side.</summary>
/// <param name="Images">[count, channels, height, width], values in [0, 1].</param>
/// <param name="Shape">The shape of one.</param>
/// <example>See <c>examples/ApiTour/ReportPage.cs</c>.</example>
public sealed record ImageStrip(float[] Images, ImageShape Shape)
{
    const int ShownSide = 64;

    /// <summary>Rows under one another, each with what it is; the first is that of the anchors.</summary>
    public static Markup Rows(IEnumerable<(string Label, ImageStrip Strip)> rows) => Markup.Of(
        $"<div class=\"strips\">{Markup.Join(rows.Select((row, i) => Row(row.Label, row.Strip, i == 0)))}</div>");

    static Markup Row(string label, ImageStrip strip, bool first)
    {
        int count = strip.Images.Length / strip.Shape.Size, gap = 1;
        string png = Convert.ToBase64String(ImageGrid.EncodePng(strip.Images, strip.Shape, columns: count, separator: gap));
        // Small images are magnified by a whole number, so that every pixel stays a square.
        int scale = Math.Max(1, ShownSide / strip.Shape.Width), width = (count * (strip.Shape.Width + gap) - gap) * scale;
        return Markup.Of(
            $"<span{new Markup(first ? " class=\"first\"" : "")}>{label}</span><img alt=\"{count} images: {label}\" width=\"{width}\" src=\"data:image/png;base64,{png}\">");
    }
}
