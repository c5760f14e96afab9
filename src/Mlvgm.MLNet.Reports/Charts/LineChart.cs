using Mlvgm.MLNet.Reports.Html;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Series;

namespace Mlvgm.MLNet.Reports.Charts;

/// <summary>Lines over two axes that begin at 0.</summary>
/// <param name="Horizontal">What the horizontal axis is.</param>
/// <param name="Vertical">What the vertical axis is.</param>
/// <param name="Description">What the chart shows, for those who cannot see it.</param>
/// <example>See <c>examples/ApiTour/ReportPage.cs</c>.</example>
public sealed record LineChart(string Horizontal, string Vertical, string Description)
{
    const double MarkerSize = 4;

    /// <summary>The lines; later ones lie on earlier ones.</summary>
    public IReadOnlyList<ChartLine> Lines { get; init; } = [];

    /// <summary>Values of the vertical axis that the lines are held against.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    /// <summary>A value that the vertical axis reaches at least; null where the lines alone decide.</summary>
    public double? Ceiling { get; init; }

    /// <summary>The width of its coordinates; on the page it is as wide as its place.</summary>
    public int Width { get; init; } = 420;

    /// <summary>Their height.</summary>
    public int Height { get; init; } = 270;

    /// <summary>The chart.</summary>
    public Markup ToMarkup()
    {
        var model = Plot.Of(Horizontal, Vertical);
        if (Ceiling is { } ceiling)
            model.Axes[1].Maximum = Math.Max(ceiling, Lines.SelectMany(line => line.Points).Select(point => point.Y).DefaultIfEmpty().Max()) * Plot.Headroom;
        foreach (var line in Lines) model.Series.Add(Series(line));
        foreach (var mark in Marks) model.Annotations.Add(Plot.Mark(LineAnnotationType.Horizontal, mark));
        return InlineSvg.Of(model, Description, Width, Height);
    }

    static LineSeries Series(ChartLine line)
    {
        var colour = Colours.Of(line.Colour);
        var series = new LineSeries
        {
            Color = colour,
            StrokeThickness = line.Thickness,
            LineStyle = Plot.StyleOf(line.Pattern),
            MarkerType = MarkerOf(line.Marker),
            MarkerFill = colour,
            MarkerSize = MarkerSize,
        };
        series.Points.AddRange(line.Points.Select(point => new DataPoint(point.X, point.Y)));
        return series;
    }

    static MarkerType MarkerOf(ChartMarker marker) => marker switch
    {
        ChartMarker.Circle => MarkerType.Circle,
        ChartMarker.Square => MarkerType.Square,
        ChartMarker.Triangle => MarkerType.Triangle,
        ChartMarker.Diamond => MarkerType.Diamond,
        _ => MarkerType.None,
    };
}
