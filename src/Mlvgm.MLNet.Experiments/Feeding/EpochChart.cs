using Mlvgm.MLNet.Measurement.Reports.Page;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Mlvgm.MLNet.Experiments.Feeding;

/// <summary>Seconds of an epoch against the batch size, a line for each way of feeding.</summary>
static class EpochChart
{
    const int Width = 760;
    const int Height = 300;
    static readonly MarkerType[] Markers = [MarkerType.Circle, MarkerType.Square, MarkerType.Triangle, MarkerType.Diamond];
    static readonly OxyColor[] Lines = [Colours.Accent, Colours.Accent, Colours.Mark, Colours.Soft];
    static readonly LineStyle[] Styles = [LineStyle.Solid, LineStyle.Dash, LineStyle.Solid, LineStyle.Solid];

    /// <summary>What the lines are; OxyPlot's own legend does not know the page's font.</summary>
    public const string Key = "Blue: generator, one image a pair (solid, circles) or two (dashed, squares); orange triangles: JPEG files; grey diamonds: decoded store.";

    public static Markup Of(IReadOnlyList<FeedingResult> results)
    {
        var model = new PlotModel
        {
            Background = OxyColors.Transparent, PlotAreaBorderThickness = new OxyThickness(0), TextColor = Colours.Ink,
            PlotMargins = new OxyThickness(60, 10, 16, 50),
        };
        model.Axes.Add(Axis(AxisPosition.Bottom, "pairs in a step"));
        model.Axes.Add(Axis(AxisPosition.Left, "seconds of an epoch"));
        foreach (var (i, way) in FeedingExperiment.Ways.Index())
        {
            var line = new LineSeries
            {
                Color = Lines[i], LineStyle = Styles[i], MarkerType = Markers[i], MarkerFill = Lines[i], MarkerSize = 4, StrokeThickness = 2,
            };
            line.Points.AddRange(results.Where(r => r.Way == way).OrderBy(r => r.Batch).Select(r => new DataPoint(r.Batch, r.Seconds)));
            model.Series.Add(line);
        }
        return InlineSvg.Of(model, "Seconds of an epoch by batch size", Width, Height);
    }

    static LinearAxis Axis(AxisPosition position, string title) => new()
    {
        Position = position, Title = title, Minimum = 0, MaximumPadding = 0.05, AxisTitleDistance = 12, MinorTickSize = 0, TextColor = Colours.Soft,
        TitleColor = Colours.Soft, TicklineColor = Colours.Line, AxislineColor = Colours.Soft, AxislineStyle = LineStyle.Solid,
        MajorGridlineStyle = position == AxisPosition.Left ? LineStyle.Solid : LineStyle.None, MajorGridlineColor = Colours.Line,
    };
}
