using System.Text;
using Mlvgm.MLNet.Measurement;

namespace Mlvgm.Benchmarks.Measurement;

/// <summary>How far magnitudes depend on the ratio of the learning rates (docs/method/measurement.md#what-magnitudes-depend-on).</summary>
static class RatioTable
{
    /// <summary>The ratios of the committed table.</summary>
    public static IReadOnlyList<double> Ratios { get; } = [0.5, 1.6, 5];

    public static void Run(TextWriter output, string folder, ulong seed, IReadOnlyList<double> ratios)
    {
        var runs = MeasurementRuns.Run(output, folder, ratios.Select(ratio => (
            FormattableString.Invariant($"ratio-{ratio}-seed-{seed}"),
            (Func<MeasurementOptions, MeasurementOptions>)(options => options with
            {
                Seed = seed,
                WalkerLearningRate = ratio * options.EncoderLearningRate,
                RefitIterations = 100,
                ResampleIterations = 0,
                // A walker at a third of the rate needs about three times the iterations.
                MaximumIterations = (int)(options.MaximumIterations * Math.Max(1, options.LearningRateRatio / ratio)),
            }))));
        var first = runs[0].Result;
        var text = new StringBuilder("# Learning-rate ratios of walker and encoder\n\n");
        text.Append($"`dotnet run --project tests/Mlvgm.Benchmarks -c Release -- ratios`, {MeasurementRuns.GeneratorName}, seed {seed}.\n");
        text.Append($"The first row's settings: {MeasurementRuns.Settings(first.Options)}\n\n");
        text.Append("| level | ratio | reached γ | μ | σ | μ / distance of two draws | InfoNCE | InfoNCE after refit | iterations |\n|---|---:|---|---:|---:|---:|---:|---:|---:|\n");
        for (int level = 0; level < first.Levels.Count; level++)
        {
            for (int i = 0; i < ratios.Count; i++)
            {
                var row = runs[i].Result.Levels[level];
                text.Append(FormattableString.Invariant(
                    $"| {row.Name} | {ratios[i]} | {(row.Training.Degenerate ? "no" : "yes")} | {row.Perturbation.Mean:f2} | ") +
                    FormattableString.Invariant($"{row.Perturbation.StandardDeviation:f2} | {row.Perturbation.RelativeMean:f2} | ") +
                    FormattableString.Invariant($"{row.Training.InfoNce:f2} | {row.RefitInfoNce:f2} | {row.Training.Iterations} |\n"));
            }
        }
        text.Append(FormattableString.Invariant(
            $"\n{runs.Sum(run => run.Result.Elapsed.TotalMinutes):f0} minutes of computing on {Environment.ProcessorCount} cores.\n"));
        ResultFiles.Write(output, folder, "latent-rate-ratios", text.ToString(), runs.Select(run => MeasurementJson.Of(run.Name, run.Result)));
    }
}
