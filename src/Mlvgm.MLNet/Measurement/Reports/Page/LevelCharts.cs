using Mlvgm.MLNet.Reports.Charts;
using Mlvgm.MLNet.Reports.Html;

namespace Mlvgm.MLNet.Measurement.Reports.Page;

/// <summary>The charts of a level.</summary>
static class LevelCharts
{
    /// <summary>The loss of every iteration, smoothed too, with γ and the dip below which it must first fall (paper, Fig. 6 top).</summary>
    public static Markup Loss(LevelResult level, MeasurementReport report)
    {
        double factor = report.CeilingPaperScale / report.Ceiling;
        double[] losses = [.. level.Training.Curve.InfoNce.Select(loss => loss * factor)];
        return new LineChart("iteration", "InfoNCE, paper's scale", $"Loss of {level.Name} over {losses.Length} iterations")
        {
            Lines =
            [
                ChartLine.Through(losses, ChartColour.Pale) with { Thickness = 1 },
                ChartLine.Through(Smooth(losses, report.Options.SmoothingIterations), ChartColour.Accent),
            ],
            Marks = [new ChartMark(report.GammaPaperScale, "γ", LinePattern.Dashed), new ChartMark(report.DipPaperScale, "dip", LinePattern.Dotted)],
            Ceiling = Math.Max(report.CeilingPaperScale, losses.DefaultIfEmpty().Max()),
        }.ToMarkup();
    }

    /// <summary>The batch's mean length of p(z), in Z (paper, Fig. 6 bottom).</summary>
    public static Markup Perturbation(LevelResult level)
    {
        var lengths = level.Training.Curve.Perturbation;
        return new LineChart("iteration", "mean ‖p(z)‖ of the batch, in Z", $"Length of the perturbation of {level.Name} over {lengths.Count} iterations")
        {
            Lines = [ChartLine.Through(lengths, ChartColour.Accent)],
        }.ToMarkup();
    }

    /// <summary>The distribution of the distance over many latents, with its mean and the distance between two draws.</summary>
    public static Markup Distribution(LevelResult level)
    {
        var (distance, histogram) = (level.Perturbation, level.Perturbation.Histogram);
        return new HistogramChart($"‖T(z) − z‖ in {distance.Space}", "share of latents", $"Distribution of the distance by which {level.Name} is moved")
        {
            Minimum = histogram.Minimum,
            Maximum = histogram.Maximum,
            Heights = [.. histogram.Counts.Select(count => (double)count / distance.Samples)],
            Marks = [new ChartMark(distance.Mean, "μ", LinePattern.Dashed), new ChartMark(distance.PriorDistance, "two draws", LinePattern.Dotted)],
        }.ToMarkup();
    }

    static double[] Smooth(double[] values, int iterations)
    {
        double[] smooth = [.. values];
        for (int i = 1; i < smooth.Length; i++) smooth[i] = smooth[i - 1] + (values[i] - smooth[i - 1]) / iterations;
        return smooth;
    }
}
