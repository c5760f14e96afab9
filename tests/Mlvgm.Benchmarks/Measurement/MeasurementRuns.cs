using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Measurement.Training;
using Mlvgm.MLNet.Torch.Generators;
using static TorchSharp.torch;

namespace Mlvgm.Benchmarks.Measurement;

/// <summary>Measurements of the shipped generator, each with a state of its own, so that an interrupted series goes on where it was.</summary>
static class MeasurementRuns
{
    public const string GeneratorName = "fashion-mnist-nvae";

    public static IReadOnlyList<(string Name, MeasurementResult Result)> Run(
        TextWriter output, string folder, IEnumerable<(string Name, Func<MeasurementOptions, MeasurementOptions> Change)> runs)
    {
        using var generator = GeneratorRegistry.Open(GeneratorName, CPU);
        var results = new List<(string, MeasurementResult)>();
        foreach (var (name, change) in runs)
        {
            var options = change(MeasurementOptions.For(generator.ImageShape) with { Device = "cpu", Progress = report => Log(output, name, report) });
            results.Add((name, new LatentMeasurement(generator, options).Run(Path.Combine(folder, "runs", name))));
        }
        return results;
    }

    /// <summary>What every level had in common.</summary>
    public static string Settings(MeasurementOptions options) => FormattableString.Invariant(
        $"K = {options.Pairs}, τ = {options.Temperature}, γ = {options.GammaPaperScale} on the paper's scale ({options.Gamma:f3} nats), ") +
        FormattableString.Invariant($"{options.Backbone} of width {options.EncoderWidth}, rates: encoder {options.EncoderLearningRate:g2}, ") +
        FormattableString.Invariant($"walker {options.WalkerLearningRate:g2} (ratio {options.LearningRateRatio:f2}); at most {options.MaximumIterations} ") +
        FormattableString.Invariant($"iterations, {options.RefitIterations} of refit, {options.ResampleIterations} of resampling; ") +
        FormattableString.Invariant($"{options.MonteCarloSamples} Monte Carlo samples. log(2K - 1) = {options.Ceiling:f3} nats.");

    static void Log(TextWriter output, string name, MeasurementProgress report)
    {
        if (report.Iteration % 50 != 0) return;
        output.WriteLine(FormattableString.Invariant(
            $"{DateTime.Now:HH:mm:ss} {name} {report.Level} {report.Phase} {report.Iteration}: loss {report.InfoNcePaperScale:f3} (paper's scale), ") +
            FormattableString.Invariant($"|p(z)| {report.Perturbation:f3}, {report.Done:p0}"));
    }
}
