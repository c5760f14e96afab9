using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Mlvgm.MLNet.Measurement.Reports.Page;

/// <summary>The plots of a report.</summary>
static class Charts
{
    const int MostPoints = 500;
    const double Headroom = 1.05;

    /// <summary>The loss of every iteration, smoothed too, with γ and the dip below which it must first fall (paper, Fig. 6 top).</summary>
    public static Markup Loss(LevelResult level, MeasurementReport report)
    {
        double factor = report.CeilingPaperScale / report.Ceiling;
        double[] losses = [.. level.Training.Curve.InfoNce.Select(loss => loss * factor)];
        var model = Plot("iteration", "InfoNCE, paper's scale");
        model.Axes[1].Maximum = Math.Max(report.CeilingPaperScale, losses.DefaultIfEmpty().Max()) * Headroom;
        model.Series.Add(Line(losses, Colours.Pale, 1));
        model.Series.Add(Line(Smooth(losses, report.Options.SmoothingIterations), Colours.Accent, 2));
        model.Annotations.Add(Mark(LineAnnotationType.Horizontal, report.GammaPaperScale, "γ", LineStyle.Dash));
        model.Annotations.Add(Mark(LineAnnotationType.Horizontal, report.DipPaperScale, "dip", LineStyle.Dot));
        return InlineSvg.Of(model, $"Loss of {level.Name} over {losses.Length} iterations");
    }

    /// <summary>The batch's mean length of p(z), in Z (paper, Fig. 6 bottom).</summary>
    public static Markup Perturbation(LevelResult level)
    {
        var model = Plot("iteration", "mean ‖p(z)‖ of the batch, in Z");
        model.Series.Add(Line(level.Training.Curve.Perturbation, Colours.Accent, 2));
        return InlineSvg.Of(model, $"Length of the perturbation of {level.Name} over {level.Training.Curve.Perturbation.Count} iterations");
    }

    /// <summary>The distribution of the distance over many latents, with its mean and the distance between two draws.</summary>
    public static Markup Distribution(LevelResult level)
    {
        var (distance, histogram) = (level.Perturbation, level.Perturbation.Histogram);
        var model = Plot($"‖T(z) − z‖ in {distance.Space}", "share of latents");
        model.Axes[0].Maximum = Math.Max(histogram.Maximum, distance.PriorDistance) * Headroom;
        double width = (histogram.Maximum - histogram.Minimum) / histogram.Counts.Count;
        var bars = new RectangleBarSeries { FillColor = Colours.Pale, StrokeColor = Colours.Accent, StrokeThickness = 0.5 };
        for (int i = 0; i < histogram.Counts.Count; i++)
        {
            double left = histogram.Minimum + i * width;
            bars.Items.Add(new RectangleBarItem(left, 0, left + width, (double)histogram.Counts[i] / distance.Samples));
        }
        model.Series.Add(bars);
        model.Annotations.Add(Mark(LineAnnotationType.Vertical, distance.Mean, "μ", LineStyle.Dash));
        model.Annotations.Add(Mark(LineAnnotationType.Vertical, distance.PriorDistance, "two draws", LineStyle.Dot));
        return InlineSvg.Of(model, $"Distribution of the distance by which {level.Name} is moved");
    }

    static PlotModel Plot(string horizontal, string vertical)
    {
        var model = new PlotModel
        {
            Background = OxyColors.Transparent, PlotAreaBorderThickness = new OxyThickness(0), TextColor = Colours.Ink, Padding = new OxyThickness(0, 8, 8, 0),
        };
        model.Axes.Add(Axis(AxisPosition.Bottom, horizontal));
        model.Axes.Add(Axis(AxisPosition.Left, vertical));
        return model;
    }

    static LinearAxis Axis(AxisPosition position, string title) => new()
    {
        Position = position,
        Title = title,
        AxisTitleDistance = position == AxisPosition.Left ? 26 : 10,
        Minimum = 0,
        MaximumPadding = 0.05,
        MajorGridlineStyle = position == AxisPosition.Left ? LineStyle.Solid : LineStyle.None,
        MajorGridlineColor = Colours.Line,
        AxislineStyle = position == AxisPosition.Bottom ? LineStyle.Solid : LineStyle.None,
        AxislineColor = Colours.Soft,
        TicklineColor = Colours.Line,
        MinorTickSize = 0,
        TextColor = Colours.Soft,
        TitleColor = Colours.Soft,
    };

    static LineAnnotation Mark(LineAnnotationType type, double at, string text, LineStyle style) => new()
    {
        Type = type, X = at, Y = at, Color = Colours.Mark, LineStyle = style, Text = text, TextColor = Colours.Mark, StrokeThickness = 1.2,
        TextOrientation = AnnotationTextOrientation.Horizontal,
    };

    /// <summary>A line through means of neighbouring iterations, so that a long run does not make a large page.</summary>
    static LineSeries Line(IReadOnlyList<double> values, OxyColor colour, double thickness)
    {
        var line = new LineSeries { Color = colour, StrokeThickness = thickness };
        int count = Math.Min(MostPoints, values.Count);
        for (int i = 0; i < count; i++)
        {
            int first = (int)((long)values.Count * i / count), end = (int)((long)values.Count * (i + 1) / count);
            double sum = 0;
            for (int j = first; j < end; j++) sum += values[j];
            line.Points.Add(new DataPoint((first + end + 1) / 2.0, sum / (end - first)));
        }
        return line;
    }

    static double[] Smooth(double[] values, int iterations)
    {
        double[] smooth = [.. values];
        for (int i = 1; i < smooth.Length; i++) smooth[i] = smooth[i - 1] + (values[i] - smooth[i - 1]) / iterations;
        return smooth;
    }
}
