using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Measurement.Reports.Page;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Mlvgm.MLNet.Experiments.Pages;

/// <summary>Means with their 95 % intervals, a line for each row.</summary>
static class IntervalChart
{
    const int Width = 760;
    const int LineHeight = 26;
    const int AxisHeight = 70;
    const int LetterWidth = 7;
    const int LongestName = 44;
    const double Percent = 100;

    /// <summary>The chart of accuracies in percent.</summary>
    /// <param name="rows">Names and accuracies, from top to bottom.</param>
    /// <param name="reference">An accuracy that is marked, or null.</param>
    /// <param name="description">What it shows, for those who cannot see it.</param>
    public static Markup Of(IReadOnlyList<(string Name, MeanAndError Value)> rows, double? reference, string description)
    {
        // OxyPlot does not know the page's font, so the names' place is reckoned by their letters.
        int nameWidth = LetterWidth * (2 + Math.Min(LongestName, rows.Max(row => row.Name.Length)));
        var model = new PlotModel
        {
            PlotMargins = new OxyThickness(nameWidth, 4, 12, 46),
            Background = OxyColors.Transparent, PlotAreaBorderThickness = new OxyThickness(0), TextColor = Colours.Ink,
        };
        double low = Percent * rows.Min(row => row.Value.Mean - (row.Value.HalfInterval95 ?? 0));
        double high = Percent * rows.Max(row => row.Value.Mean + (row.Value.HalfInterval95 ?? 0)), padding = 1 + 0.05 * (high - low);
        var names = new CategoryAxis
        {
            Position = AxisPosition.Left, StartPosition = 1, EndPosition = 0, TickStyle = TickStyle.None, AxislineStyle = LineStyle.None, TextColor = Colours.Ink,
            GapWidth = 0,
        };
        names.Labels.AddRange(rows.Select(row => row.Name.Length <= LongestName ? row.Name : $"…{row.Name[^(LongestName - 1)..]}"));
        model.Axes.Add(names);
        model.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Bottom, Title = "top-1 accuracy, %", MajorGridlineStyle = LineStyle.Solid, MajorGridlineColor = Colours.Line,
            TicklineColor = Colours.Line, MinorTickSize = 0, TextColor = Colours.Soft, TitleColor = Colours.Soft, AxislineStyle = LineStyle.None,
            AxisTitleDistance = 10, Minimum = Math.Max(0, low - padding), Maximum = Math.Min(Percent, high + padding),
        });
        var points = new ScatterErrorSeries
        {
            MarkerType = MarkerType.Circle, MarkerSize = 4, MarkerFill = Colours.Accent, ErrorBarColor = Colours.Accent, ErrorBarStopWidth = 4,
            ErrorBarStrokeThickness = 1.5,
        };
        foreach (var (i, row) in rows.Index())
            points.Points.Add(new ScatterErrorPoint(Percent * row.Value.Mean, i, Percent * 2 * (row.Value.HalfInterval95 ?? 0), 0));
        model.Series.Add(points);
        if (reference is { } mark)
        {
            model.Annotations.Add(new LineAnnotation
            {
                Type = LineAnnotationType.Vertical, X = Percent * mark, Color = Colours.Mark, LineStyle = LineStyle.Dash, StrokeThickness = 1.2,
            });
        }
        return InlineSvg.Of(model, description, Width, AxisHeight + LineHeight * rows.Count);
    }
}
