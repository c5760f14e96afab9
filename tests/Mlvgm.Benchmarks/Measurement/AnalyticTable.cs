using System.Diagnostics;
using System.Text;
using Mlvgm.MLNet.Losses;
using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Measurement.Training;
using Mlvgm.Testing.Torch.Generators;

namespace Mlvgm.Benchmarks.Measurement;

/// <summary>
/// The estimate where the truth is known: images of jointly Gaussian variables, in which one latent is drawn anew. Bias against K and
/// iterations; and a generator in which one latent does nothing.
/// </summary>
static class AnalyticTable
{
    static readonly double[] Deviations = [0.25, 0.5, 1, 2];
    static readonly int[] Pairs = [16, 64, 256];
    static readonly int[] Iterations = [100, 300, 1000];

    static readonly MeasurementOptions Base = new()
    {
        Backbone = "resnet10",
        EncoderWidth = 8,
        CropShare = 1,
        EncoderLearningRate = 1e-3,
        WalkerLearningRate = 1.6e-3,
        HeldOutBatches = 64,
        Seed = 1,
        Device = "cpu",
    };

    sealed record Cell(double Deviation, double Truth, int Pairs, int Iterations, double InfoNce, double Bound);

    public static void Run(TextWriter output, string folder)
    {
        var clock = Stopwatch.StartNew();
        var cells = new List<Cell>();
        foreach (double deviation in Deviations)
        {
            using var generator = new GaussianGenerator(deviation);
            foreach (int pairs in Pairs)
            {
                var measurement = new LatentMeasurement(generator, Base with { Pairs = pairs, GammaPaperScale = 0.5 });
                foreach (int iterations in Iterations)
                {
                    double loss = measurement.MeasureResampling("noise", iterations);
                    var cell = new Cell(deviation, generator.InformationWithNewNoise, pairs, iterations, loss, InfoNce.Ceiling(pairs) - loss);
                    output.WriteLine(cell);
                    cells.Add(cell);
                }
            }
        }
        var idle = Idle(output);
        var text = new StringBuilder("# The estimate of mutual information against a closed form\n\n");
        text.Append("`dotnet run --project tests/Mlvgm.Benchmarks -c Release -- analytic`, seed 1.\n\n");
        text.Append("A toy generator's 8x8 images show sigmoid(signal + σ · noise) in four patches. When the noise is drawn anew, the two images share\n");
        text.Append("-2 log(1 - 1/(1 + σ²)²) nats. The estimate is log(2K - 1) less the held-out InfoNCE of an encoder (ResNet-10 of width 8, Adam at 1e-3)\n");
        text.Append("after the given iterations: `LatentMeasurement.MeasureResampling`.\n\n");
        text.Append("| σ | true nats | K | log(2K - 1) | " + string.Join(" | ", Iterations.Select(n => $"estimate, {n} iterations (bias)")) + " |\n");
        text.Append("|---:|---:|---:|---:|" + string.Concat(Enumerable.Repeat("---:|", Iterations.Length)) + "\n");
        foreach (var row in cells.GroupBy(cell => (cell.Deviation, cell.Truth, cell.Pairs)))
        {
            text.Append(FormattableString.Invariant($"| {row.Key.Deviation} | {row.Key.Truth:f3} | {row.Key.Pairs} | {InfoNce.Ceiling(row.Key.Pairs):f3} | "));
            text.Append(string.Join(" | ", row.Select(cell => FormattableString.Invariant($"{cell.Bound:f3} ({cell.Bound - cell.Truth:+0.000;-0.000})"))) + " |\n");
        }
        text.Append("\n## A latent that does nothing\n\n" + idle.Text);
        text.Append(FormattableString.Invariant($"\n{clock.Elapsed.TotalMinutes:f0} minutes on {Environment.ProcessorCount} cores.\n"));
        ResultFiles.Write(output, folder, "mutual-information-check", text.ToString(), new { cells, idle = MeasurementJson.Of("idle", idle.Result) });
    }

    static (MeasurementResult Result, string Text) Idle(TextWriter output)
    {
        using var generator = new GaussianGenerator(deviation: 1);
        var result = new LatentMeasurement(generator, Base with
        {
            Levels = ["signal", "noise", "idle"],
            MaximumIterations = 1000,
            RefitIterations = 300,
            ResampleIterations = 300,
            Progress = report => { if (report.Iteration % 100 == 0) output.WriteLine(report); },
        }).Run();
        var text = new StringBuilder($"The same generator at σ = 1, with a third latent that the images do not depend on. {MeasurementRuns.Settings(result.Options)}\n\n");
        text.Append("| latent | reached γ | InfoNCE | μ | μ / distance of two draws | InfoNCE after refit | InfoNCE when resampled | iterations |\n|---|---|---:|---:|---:|---:|---:|---:|\n");
        foreach (var level in result.Levels)
        {
            text.Append(FormattableString.Invariant(
                $"| {level.Name} | {(level.Training.Degenerate ? "no: degenerate" : "yes")} | {level.Training.InfoNce:f3} | {level.Perturbation.Mean:f3} | ") +
                FormattableString.Invariant($"{level.Perturbation.RelativeMean:f3} | {level.RefitInfoNce:f3} | {level.ResampleInfoNce:f3} | {level.Training.Iterations} |\n"));
        }
        return (result, text.ToString());
    }
}
