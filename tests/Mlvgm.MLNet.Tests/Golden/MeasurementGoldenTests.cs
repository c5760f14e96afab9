using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Measurement.Training;
using Mlvgm.MLNet.Tests.Measurement;
using Mlvgm.Testing.Torch.Generators;

namespace Mlvgm.MLNet.Tests.Golden;

public sealed class MeasurementGoldenTests(GoldenRecord golden) : GoldenTests(golden)
{
    [Fact]
    public void The_first_iterations_of_a_measurement_stay()
    {
        using var generator = new GaussianGenerator(deviation: 1);
        var options = SmallMeasurement.Options with { Levels = ["noise", "signal..noise"] };
        foreach (var level in new LatentMeasurement(generator, options).Run().Levels)
        {
            string name = $"measurement/{level.Name}";
            var (training, walker) = (level.Training, level.Training.Walker);
            Golden.Exact($"{name}/course",
            [
                $"latents {string.Join(' ', level.LatentNames)}", $"degenerate {training.Degenerate}", $"iterations {training.Iterations}",
                $"refit {level.RefitIterations}", $"snapshots {string.Join(' ', training.Snapshots.Select(snapshot => snapshot.Iteration))}",
            ]);
            // Adam divides a gradient by its own size, so that rounding decides on steps of weights that have none.
            Golden.Close($"{name}/InfoNCE", [.. training.Curve.InfoNce], 1e-3);
            Golden.Close($"{name}/perturbation", [.. training.Curve.Perturbation], 1e-3);
            Golden.Close($"{name}/walker", [.. walker.HiddenWeight, .. walker.HiddenBias, .. walker.OutputWeight, .. walker.OutputBias], 3e-2);
            Golden.Close($"{name}/results", [training.InfoNce, training.InfoNcePaperScale, level.RefitInfoNce, level.ResampleInfoNce], 1e-2);
            Check($"{name}/Monte Carlo", level.Perturbation, 1e-3);
        }
    }

    [Fact]
    public void A_Monte_Carlo_estimate_stays()
    {
        using var generator = new TinyGenerator();
        var span = generator.Layout.SpanOf("global");
        Check("Monte Carlo", MonteCarlo.Estimate(generator, span, GoldenInputs.Walker(span.Size), samples: 3000, seed: 4), 1e-5);
    }

    void Check(string name, PerturbationStatistics statistics, double tolerance) => Golden.Close(name,
        [statistics.Mean, statistics.StandardDeviation, statistics.PriorDistance, .. statistics.Quantiles.Select(quantile => quantile.Value)], tolerance);
}
