using System.Globalization;
using System.Text;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Measurement;

namespace Mlvgm.Benchmarks.Measurement;

/// <summary>The paper's Table 1 for the shipped generator, over several seeds: each seed draws latents and initial weights anew.</summary>
static class LatentTable
{
    public static void Run(TextWriter output, string folder, IReadOnlyList<ulong> seeds)
    {
        var runs = MeasurementRuns.Run(output, folder, seeds.Select(seed =>
            ($"latents-seed-{seed}", (Func<MeasurementOptions, MeasurementOptions>)(options => options with { Seed = seed }))));
        MeasurementResult[] results = [.. runs.Select(run => run.Result)];
        var text = new StringBuilder($"# How much each latent of {MeasurementRuns.GeneratorName} matters\n\n");
        text.Append($"`dotnet run --project tests/Mlvgm.Benchmarks -c Release -- latents`, seeds {string.Join(", ", seeds)}.\n");
        text.Append($"{MeasurementRuns.Settings(results[0].Options)} All of it is the same for every level.\n\n");
        text.Append("Losses are in nats on the true scale, with the paper's scale (x τ/0.07) in brackets; over the seeds the mean, and the standard deviation as sd.\n\n");
        text.Append("| level | d | reached γ | InfoNCE | μ | σ | μ / distance of two draws | InfoNCE after refit | InfoNCE when resampled | iterations | minutes to γ |\n");
        text.Append("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        for (int level = 0; level < results[0].Levels.Count; level++) text.Append(Row([.. results.Select(result => result.Levels[level])]));
        text.Append("\nWhere the time of training went, in seconds (all seeds):\n\n| level | generator | encoder's step | walker's pass through the encoder | Monte Carlo | refit | resampling |\n|---|---:|---:|---:|---:|---:|---:|\n");
        for (int level = 0; level < results[0].Levels.Count; level++) text.Append(TimeRow([.. results.Select(result => result.Levels[level])]));
        text.Append(FormattableString.Invariant(
            $"\n{results.Sum(result => result.Elapsed.TotalMinutes):f0} minutes of computing on {Environment.ProcessorCount} cores.\n"));
        ResultFiles.Write(output, folder, "latents", text.ToString(), runs.Select(run => MeasurementJson.Of(run.Name, run.Result)));
    }

    static string Row(IReadOnlyList<LevelResult> levels)
    {
        string Of(Func<LevelResult, double> value, string format) => Spread(levels, value, format);
        return $"| {levels[0].Name} | {levels[0].Training.Walker.Size} | {levels.Count(level => !level.Training.Degenerate)} of {levels.Count} | " +
            $"{Of(l => l.Training.InfoNce, "f2")} ({Of(l => l.Training.InfoNcePaperScale, "f2")}) | " +
            $"{Of(l => l.Perturbation.Mean, "f2")} | {Of(l => l.Perturbation.StandardDeviation, "f2")} | " +
            $"{Of(l => l.Perturbation.RelativeMean, "f2")} | {Of(l => l.RefitInfoNce, "f2")} | " +
            $"{Of(l => l.ResampleInfoNce, "f2")} | {Of(l => l.Training.Iterations, "f0")} | " +
            $"{Of(l => l.Times.Training.TotalMinutes, "f1")} |\n";
    }

    static string TimeRow(IReadOnlyList<LevelResult> levels)
    {
        string Sum(Func<LevelTimes, TimeSpan> part) => FormattableString.Invariant($"{levels.Sum(level => part(level.Times).TotalSeconds):f0}");
        return $"| {levels[0].Name} | {Sum(t => t.Generator)} | {Sum(t => t.Encoder)} | {Sum(t => t.Adversary)} | {Sum(t => t.MonteCarlo)} | " +
            $"{Sum(t => t.Refit)} | {Sum(t => t.Resample)} |\n";
    }

    static string Spread(IReadOnlyList<LevelResult> levels, Func<LevelResult, double> value, string format)
    {
        var spread = MeanAndError.Of([.. levels.Select(value)]);
        string mean = spread.Mean.ToString(format, CultureInfo.InvariantCulture);
        return spread.StandardDeviation is { } deviation ? $"{mean} (sd {deviation.ToString(format, CultureInfo.InvariantCulture)})" : mean;
    }
}
