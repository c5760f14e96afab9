using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Mlvgm.MLNet.Measurement.Reports.Page;

/// <summary>The plots of a report, as SVG.</summary>
static class Charts
{
    const int MostPoints = 500;
    const double Width = 420;
    const double Height = 260;
    static readonly OxyColor Faint = OxyColor.FromRgb(0xb8, 0xcc, 0xe4);
    static readonly OxyColor Strong = OxyColor.FromRgb(0x1f, 0x4e, 0x9c);
    static readonly OxyColor Threshold = OxyColor.FromRgb(0xc0, 0x39, 0x2b);

    /// <summary>The loss of every iteration, smoothed too, with γ and the dip below which it must first fall (paper, Fig. 6 top).</summary>
    public static string Loss(LevelResult level, MeasurementOptions options)
    {
        double factor = level.Training.InfoNcePaperScale / level.Training.InfoNce;
        double[] losses = [.. level.Training.Curve.InfoNce.Select(loss => loss * factor)];
        var model = Model("iteration", "InfoNCE, paper's scale");
        model.Series.Add(Line(losses, Faint, 1));
        model.Series.Add(Line(Smooth(losses, options.SmoothingIterations), Strong, 2));
        model.Annotations.Add(Level(options.GammaPaperScale, "γ"));
        model.Annotations.Add(Level(options.GammaPaperScale * options.DipShare, "dip"));
        return Svg(model);
    }

    /// <summary>The batch's mean length of p(z), in Z (paper, Fig. 6 bottom).</summary>
    public static string Perturbation(LevelResult level)
    {
        var model = Model("iteration", "mean ‖p(z)‖ of the batch, in Z");
        model.Series.Add(Line(level.Training.Curve.Perturbation, Strong, 2));
        return Svg(model);
    }

    /// <summary>The distribution of the distance over many latents, with its mean.</summary>
    public static string Distribution(PerturbationStatistics distance)
    {
        var model = Model($"‖T(z) - z‖ in {distance.Space}", "share of latents");
        var (histogram, samples) = (distance.Histogram, (double)distance.Samples);
        double width = (histogram.Maximum - histogram.Minimum) / histogram.Counts.Count;
        var bars = new RectangleBarSeries { FillColor = Faint, StrokeColor = Strong, StrokeThickness = 0.5 };
        for (int i = 0; i < histogram.Counts.Count; i++)
            bars.Items.Add(new RectangleBarItem(
                histogram.Minimum + i * width, 0, histogram.Minimum + (i + 1) * width, histogram.Counts[i] / samples));
        model.Series.Add(bars);
        model.Annotations.Add(new LineAnnotation
        {
            Type = LineAnnotationType.Vertical, X = distance.Mean, Color = Threshold, Text = "μ", TextColor = Threshold,
        });
        return Svg(model);
    }

    static PlotModel Model(string horizontal, string vertical)
    {
        var model = new PlotModel { Background = OxyColors.White, DefaultFont = "Helvetica", PlotAreaBorderColor = OxyColors.LightGray };
        model.Axes.Add(Axis(AxisPosition.Bottom, horizontal));
        model.Axes.Add(Axis(AxisPosition.Left, vertical));
        return model;
    }

    static LinearAxis Axis(AxisPosition position, string title) => new()
    {
        Position = position,
        Title = title,
        AxisTitleDistance = position == AxisPosition.Left ? 14 : 4,
        Minimum = position == AxisPosition.Left ? 0 : double.NaN,
        MinimumPadding = 0.02,
        MaximumPadding = 0.05,
        MajorGridlineStyle = LineStyle.Solid,
        MajorGridlineColor = OxyColor.FromRgb(0xee, 0xee, 0xee),
        TicklineColor = OxyColors.LightGray,
    };

    static LineAnnotation Level(double y, string text) => new()
    {
        Type = LineAnnotationType.Horizontal, Y = y, Color = Threshold, Text = text, TextColor = Threshold,
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

    static string Svg(PlotModel model) => new SvgExporter { Width = Width, Height = Height, IsDocument = false }.ExportToString(model);
}
