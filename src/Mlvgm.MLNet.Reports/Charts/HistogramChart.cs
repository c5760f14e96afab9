using Mlvgm.MLNet.Reports.Html;
using OxyPlot.Annotations;
using OxyPlot.Series;

namespace Mlvgm.MLNet.Reports.Charts;

/// <summary>Bars of equal width side by side.</summary>
/// <param name="Horizontal">What the horizontal axis is.</param>
/// <param name="Vertical">What the vertical axis is.</param>
/// <param name="Description">What the chart shows, for those who cannot see it.</param>
/// <example>See <c>examples/ApiTour/ReportPage.cs</c>.</example>
public sealed record HistogramChart(string Horizontal, string Vertical, string Description)
{
    const int Width = 420;
    const int Height = 270;

    /// <summary>The left edge of the first bar.</summary>
    public required double Minimum { get; init; }

    /// <summary>The right edge of the last bar.</summary>
    public required double Maximum { get; init; }

    /// <summary>The heights of the bars.</summary>
    public required IReadOnlyList<double> Heights { get; init; }

    /// <summary>Values of the horizontal axis that the bars are held against; all are in the picture.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    /// <summary>The chart.</summary>
    public Markup ToMarkup()
    {
        var model = Plot.Of(Horizontal, Vertical);
        model.Axes[0].Maximum = Marks.Select(mark => mark.Value).Append(Maximum).Max() * Plot.Headroom;
        double width = (Maximum - Minimum) / Heights.Count;
        var bars = new RectangleBarSeries
        {
            FillColor = Colours.Of(ChartColour.Pale),
            StrokeColor = Colours.Of(ChartColour.Accent),
            StrokeThickness = 0.5,
        };
        foreach (var (i, height) in Heights.Index())
        {
            double left = Minimum + i * width;
            bars.Items.Add(new RectangleBarItem(left, 0, left + width, height));
        }
        model.Series.Add(bars);
        foreach (var mark in Marks) model.Annotations.Add(Plot.Mark(LineAnnotationType.Vertical, mark));
        return InlineSvg.Of(model, Description, Width, Height);
    }
}
