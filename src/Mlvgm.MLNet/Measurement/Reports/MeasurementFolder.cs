using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Walkers;

namespace Mlvgm.MLNet.Measurement.Reports;

/// <summary>The folder that a measurement leaves: <c>report.json</c>, <c>report.html</c>, <c>walkers</c>, and <c>state</c> to go on from.</summary>
public static class MeasurementFolder
{
    /// <summary>The report for programs.</summary>
    public const string ReportName = "report.json";

    /// <summary>The report for people.</summary>
    public const string PageName = "report.html";

    /// <summary>The folder of walkers: a safetensors and an ONNX file for each level.</summary>
    public const string WalkersName = "walkers";

    /// <summary>The folder of the state, where <see cref="LatentMeasurement.Run"/> goes on.</summary>
    public const string StateName = "state";

    /// <summary>Writes walkers and both reports.</summary>
    /// <param name="folder">Where to; made if absent, files of an earlier run are replaced.</param>
    /// <param name="generator">The generator that was measured.</param>
    /// <param name="result">What was measured.</param>
    /// <returns>What <c>report.json</c> holds.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static MeasurementReport Write(string folder, TorchGenerator generator, MeasurementResult result)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(result);
        var levels = result.Levels.Select(level => WriteLevel(folder, generator, level, result.Options)).ToList();
        var report = MeasurementReport.Of(result, levels);
        ReportPage.Write(Path.Combine(folder, PageName), generator, result, report);
        report.Write(Path.Combine(folder, ReportName));
        return report;
    }

    static LevelReport WriteLevel(string folder, TorchGenerator generator, LevelResult level, MeasurementOptions options)
    {
        var file = new WalkerFile(level.Training.Walker, level.LatentNames, generator.Name);
        var span = generator.Layout.SpanOf(level.Name);
        string stem = $"{WalkersName}/{FileName(level.Name)}", weights = $"{stem}.safetensors", graph = $"{stem}.onnx";
        file.Write(Path.Combine(folder, weights));
        WalkerOnnx.Export(level.Training.Walker, span, Path.Combine(folder, graph));
        return Report(level, file.Target, weights, graph, SpanDistance.InZ(span, level, options.Seed));
    }

    static LevelReport Report(LevelResult level, string target, string weights, string graph, (double Mu, double Prior) z)
    {
        var distance = level.Perturbation;
        var (training, times) = (level.Training, level.Times);
        return new LevelReport
        {
            Name = level.Name,
            Target = target,
            Latents = level.LatentNames,
            InfoNce = training.InfoNce,
            InfoNcePaperScale = training.InfoNcePaperScale,
            Space = distance.Space,
            Mu = distance.Mean,
            Sigma = distance.StandardDeviation,
            MuCi95 = [distance.Mean - distance.MeanHalfWidth95, distance.Mean + distance.MeanHalfWidth95],
            RelativeMu = distance.RelativeMean,
            PriorDistance = distance.PriorDistance,
            MuZ = z.Mu,
            PriorDistanceZ = z.Prior,
            RefitInfoNce = IfMeasured(level.RefitInfoNce),
            ResampleInfoNce = IfMeasured(level.ResampleInfoNce),
            Degenerate = training.Degenerate,
            Iterations = training.Iterations,
            Seconds = times.Total.TotalSeconds,
            SecondsByPart = new Dictionary<string, double>
            {
                ["generator"] = times.Generator.TotalSeconds,
                ["encoder"] = times.Encoder.TotalSeconds,
                ["adversary"] = times.Adversary.TotalSeconds,
                ["monteCarlo"] = times.MonteCarlo.TotalSeconds,
                ["refit"] = times.Refit.TotalSeconds,
                ["resample"] = times.Resample.TotalSeconds,
            },
            Quantiles = distance.Quantiles,
            Histogram = distance.Histogram,
            Walker = weights,
            WalkerOnnx = graph,
        };
    }

    static double? IfMeasured(double loss) => double.IsNaN(loss) ? null : loss;

    static string FileName(string level) => string.Concat(level.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));
}
