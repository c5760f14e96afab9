using Mlvgm.MLNet.Reports.Html;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Mlvgm.MLNet.Reports.Charts;

/// <summary>Percentages with their intervals, a line for each.</summary>
/// <param name="Horizontal">What the percentages are.</param>
/// <param name="Description">What the chart shows, for those who cannot see it.</param>
/// <example>See <c>examples/ApiTour/ReportPage.cs</c>.</example>
public sealed record IntervalChart(string Horizontal, string Description)
{
    const int Width = 760;
    const int LineHeight = 26;
    const int AxisHeight = 70;
    const int LetterWidth = 7;
    const int LongestName = 44;
    const double Most = 100;

    /// <summary>The percentages, from top to bottom; at least one.</summary>
    public required IReadOnlyList<ChartInterval> Rows { get; init; }

    /// <summary>A percentage that the others are held against; null for none.</summary>
    public double? Reference { get; init; }

    /// <summary>The chart.</summary>
    public Markup ToMarkup()
    {
        // OxyPlot does not know the page's font, so the names' place is reckoned by their letters.
        int nameWidth = LetterWidth * (2 + Math.Min(LongestName, Rows.Max(row => row.Name.Length)));
        var model = new PlotModel
        {
            PlotMargins = new OxyThickness(nameWidth, 4, 12, 46),
            Background = OxyColors.Transparent,
            PlotAreaBorderThickness = new OxyThickness(0),
            TextColor = Plot.Ink,
        };
        model.Axes.Add(Names());
        model.Axes.Add(Percentages());
        model.Series.Add(Points());
        if (Reference is { } mark)
        {
            model.Annotations.Add(new LineAnnotation
            {
                Type = LineAnnotationType.Vertical,
                X = mark,
                Color = Colours.Of(ChartColour.Mark),
                LineStyle = LineStyle.Dash,
                StrokeThickness = 1.2,
            });
        }
        return InlineSvg.Of(model, Description, Width, AxisHeight + LineHeight * Rows.Count);
    }

    CategoryAxis Names()
    {
        var names = new CategoryAxis
        {
            Position = AxisPosition.Left,
            StartPosition = 1,
            EndPosition = 0,
            TickStyle = TickStyle.None,
            AxislineStyle = LineStyle.None,
            TextColor = Plot.Ink,
            GapWidth = 0,
        };
        names.Labels.AddRange(Rows.Select(row => row.Name.Length <= LongestName ? row.Name : $"…{row.Name[^(LongestName - 1)..]}"));
        return names;
    }

    LinearAxis Percentages()
    {
        double low = Rows.Min(row => row.Value - row.Half), high = Rows.Max(row => row.Value + row.Half), padding = 1 + 0.05 * (high - low);
        return new LinearAxis
        {
            Position = AxisPosition.Bottom,
            Title = Horizontal,
            MajorGridlineStyle = LineStyle.Solid,
            MajorGridlineColor = Plot.Line,
            TicklineColor = Plot.Line,
            MinorTickSize = 0,
            TextColor = Plot.Soft,
            TitleColor = Plot.Soft,
            AxislineStyle = LineStyle.None,
            AxisTitleDistance = 10,
            Minimum = Math.Max(0, low - padding),
            Maximum = Math.Min(Most, high + padding),
        };
    }

    ScatterErrorSeries Points()
    {
        var accent = Colours.Of(ChartColour.Accent);
        var points = new ScatterErrorSeries
        {
            MarkerType = MarkerType.Circle,
            MarkerSize = 4,
            MarkerFill = accent,
            ErrorBarColor = accent,
            ErrorBarStopWidth = 4,
            ErrorBarStrokeThickness = 1.5,
        };
        foreach (var (i, row) in Rows.Index()) points.Points.Add(new ScatterErrorPoint(row.Value, i, 2 * row.Half, 0));
        return points;
    }
}
