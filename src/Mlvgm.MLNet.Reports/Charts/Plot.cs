using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;

namespace Mlvgm.MLNet.Reports.Charts;

/// <summary>What charts with two axes of numbers have in common.</summary>
static class Plot
{
    /// <summary>How much of an axis is left free beyond what has to be on it.</summary>
    public const double Headroom = 1.05;

    public static OxyColor Ink { get; } = Colours.Of(ChartColour.Ink);

    public static OxyColor Soft { get; } = Colours.Of(ChartColour.Soft);

    public static OxyColor Line { get; } = Colours.Of(ChartColour.Line);

    static readonly OxyColor MarkColour = Colours.Of(ChartColour.Mark);

    /// <summary>An empty plot; the first axis is the horizontal one.</summary>
    public static PlotModel Of(string horizontal, string vertical)
    {
        var model = new PlotModel
        {
            Background = OxyColors.Transparent,
            PlotAreaBorderThickness = new OxyThickness(0),
            TextColor = Ink,
            Padding = new OxyThickness(0, 8, 8, 0),
        };
        model.Axes.Add(Axis(AxisPosition.Bottom, horizontal));
        model.Axes.Add(Axis(AxisPosition.Left, vertical));
        return model;
    }

    /// <summary>A line across the plot at a value, with its text.</summary>
    public static LineAnnotation Mark(LineAnnotationType type, ChartMark mark) => new()
    {
        Type = type,
        X = mark.Value,
        Y = mark.Value,
        Color = MarkColour,
        LineStyle = StyleOf(mark.Pattern),
        Text = mark.Text,
        TextColor = MarkColour,
        StrokeThickness = 1.2,
        TextOrientation = AnnotationTextOrientation.Horizontal,
    };

    public static LineStyle StyleOf(LinePattern pattern) => pattern switch
    {
        LinePattern.Dashed => LineStyle.Dash,
        LinePattern.Dotted => LineStyle.Dot,
        _ => LineStyle.Solid,
    };

    static LinearAxis Axis(AxisPosition position, string title) => new()
    {
        Position = position,
        Title = title,
        AxisTitleDistance = position == AxisPosition.Left ? 26 : 10,
        Minimum = 0,
        MaximumPadding = Headroom - 1,
        MajorGridlineStyle = position == AxisPosition.Left ? LineStyle.Solid : LineStyle.None,
        MajorGridlineColor = Line,
        AxislineStyle = position == AxisPosition.Bottom ? LineStyle.Solid : LineStyle.None,
        AxislineColor = Soft,
        TicklineColor = Line,
        MinorTickSize = 0,
        TextColor = Soft,
        TitleColor = Soft,
    };
}
