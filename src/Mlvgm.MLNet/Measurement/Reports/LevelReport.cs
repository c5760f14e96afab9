using Mlvgm.MLNet.Measurement.Calibration;
using Mlvgm.MLNet.Measurement.Strategies;
using Mlvgm.MLNet.Measurement.Training;
using Mlvgm.MLNet.Torch.Walkers;

namespace Mlvgm.MLNet.Measurement.Reports;

/// <summary>A level in <c>report.json</c>. Losses are in nats on the true scale unless the name says otherwise.</summary>
/// <example>See <c>examples/ApiTour/MeasuredViews.cs</c>.</example>
public sealed record LevelReport
{
    /// <summary>The latent, group or range that was perturbed.</summary>
    public required string Name { get; init; }

    /// <summary>The same as a target of view strategies.</summary>
    public required string Target { get; init; }

    /// <summary>The latents, in generation order.</summary>
    public required IReadOnlyList<string> Latents { get; init; }

    /// <summary>Coordinates of the level, and of its walker: each draw once.</summary>
    public required int Size { get; init; }

    /// <summary>The training loss of encoder against walker, smoothed, where the walker was taken.</summary>
    public required double InfoNce { get; init; }

    /// <summary><see cref="InfoNce"/> times τ / 0.07, the scale of the paper's tables.</summary>
    public required double InfoNcePaperScale { get; init; }

    /// <summary>The space of <see cref="Mu"/>: <c>Z</c> or <c>W</c>.</summary>
    public required string Space { get; init; }

    /// <summary>The mean distance by which the walker moves a latent.</summary>
    public required double Mu { get; init; }

    /// <summary>The standard deviation of that distance.</summary>
    public required double Sigma { get; init; }

    /// <summary>The 95 % interval of <see cref="Mu"/>, lower and upper end. It is about Monte Carlo sampling, not about training again.</summary>
    public required IReadOnlyList<double> MuCi95 { get; init; }

    /// <summary><see cref="Mu"/> over the mean distance between two draws of the latent.</summary>
    public required double RelativeMu { get; init; }

    /// <summary>The mean distance between two draws of the latent, in <see cref="Space"/>.</summary>
    public required double PriorDistance { get; init; }

    /// <summary><see cref="Mu"/> in Z: the same where that is the space.</summary>
    public required double MuZ { get; init; }

    /// <summary>The held-out loss after refitting the encoder at the frozen walker; null where none was asked for.</summary>
    public required double? RefitInfoNce { get; init; }

    /// <summary>Iterations of the refit.</summary>
    public required int RefitIterations { get; init; }

    /// <summary>
    /// A lower bound of the mutual information of the two views at the walker: log(2K - 1) less <see cref="RefitInfoNce"/>; null where none
    /// was asked for.
    /// </summary>
    public required double? InformationBound { get; init; }

    /// <summary>The held-out loss of an encoder on views whose level is drawn anew; null where none was asked for.</summary>
    public required double? ResampleInfoNce { get; init; }

    /// <summary>Whether the loss never rose to the threshold; then the other figures say what was reached by the last iteration.</summary>
    public required bool Degenerate { get; init; }

    /// <summary>
    /// Whether the smoothed loss ever fell below the dip. Where it did not, the encoder never learned views that hardly differ, and the level
    /// was not measured.
    /// </summary>
    public required bool Dipped { get; init; }

    /// <summary>Iterations of walker and encoder.</summary>
    public required int Iterations { get; init; }

    /// <summary>Computing time of the level.</summary>
    public required double Seconds { get; init; }

    /// <summary>Where the time went.</summary>
    public required IReadOnlyDictionary<string, double> SecondsByPart { get; init; }

    /// <summary>Quantiles of the distance, by share.</summary>
    public required IReadOnlyList<Quantile> Quantiles { get; init; }

    /// <summary>The distribution of the distance.</summary>
    public required Histogram Histogram { get; init; }

    /// <summary>What the level gets in a <see cref="Strategies.CalibratedStrategy"/>.</summary>
    public required LevelCalibration Calibration { get; init; }

    /// <summary>The walker's file, relative to the report.</summary>
    public required string Walker { get; init; }

    /// <summary>The walker as an ONNX graph, relative to the report.</summary>
    public required string WalkerOnnx { get; init; }

    internal static LevelReport Of(
        LevelResult level, MeasurementOptions options, double muZ, LevelCalibration calibration, WalkerFile walker, string weights, string graph)
    {
        var (training, distance, times) = (level.Training, level.Perturbation, level.Times);
        return new LevelReport
        {
            Name = level.Name,
            Target = walker.Target,
            Latents = level.LatentNames,
            Size = walker.Walker.Size,
            InfoNce = training.InfoNce,
            InfoNcePaperScale = training.InfoNcePaperScale,
            Space = distance.Space,
            Mu = distance.Mean,
            Sigma = distance.StandardDeviation,
            MuCi95 = [distance.Mean - distance.MeanHalfWidth95, distance.Mean + distance.MeanHalfWidth95],
            RelativeMu = distance.RelativeMean,
            PriorDistance = distance.PriorDistance,
            MuZ = muZ,
            RefitInfoNce = IfMeasured(level.RefitInfoNce),
            RefitIterations = level.RefitIterations,
            InformationBound = IfMeasured(options.Ceiling - level.RefitInfoNce),
            ResampleInfoNce = IfMeasured(level.ResampleInfoNce),
            Degenerate = training.Degenerate,
            Dipped = FellBelowDip(training.Curve, options),
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
            Calibration = calibration,
            Walker = weights,
            WalkerOnnx = graph,
        };
    }

    static double? IfMeasured(double value) => double.IsNaN(value) ? null : value;

    static bool FellBelowDip(TrainingCurve curve, MeasurementOptions options)
    {
        var detector = new CrossingDetector(options.Gamma, options.DipShare * options.Gamma, options.SmoothingIterations);
        foreach (double loss in curve.InfoNce) detector.Add(loss);
        return detector.Dipped;
    }
}
