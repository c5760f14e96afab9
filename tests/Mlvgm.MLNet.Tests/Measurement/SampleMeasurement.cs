using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Torch.Walkers;

namespace Mlvgm.MLNet.Tests.Measurement;

/// <summary>A measurement as training would leave it, without the training.</summary>
static class SampleMeasurement
{
    public static MeasurementResult Of(TorchGenerator generator, ulong seed = 1, bool lastIsDegenerate = false)
    {
        var options = MeasurementOptions.For(generator.ImageShape) with { Seed = seed, MonteCarloSamples = 400 };
        var names = generator.Layout.Latents.Select(latent => latent.Name).ToList();
        return new MeasurementResult(
            generator.Name, options, [.. names.Select((name, i) => Level(generator, name, options, lastIsDegenerate && i == names.Count - 1))], "cpu");
    }

    static LevelResult Level(TorchGenerator generator, string name, MeasurementOptions options, bool degenerate)
    {
        var span = generator.Layout.SpanOf(name);
        using var module = new WalkerModule(span.Size, options.Seed);
        var walker = module.ToWalker();
        return new LevelResult
        {
            Name = name,
            LatentNames = span.LatentNames,
            Training = new TrainedWalker
            {
                Degenerate = degenerate,
                Iterations = 40,
                InfoNce = 0.7,
                InfoNcePaperScale = 1,
                Walker = walker,
                Curve = new TrainingCurve([.. Enumerable.Range(0, 40).Select(i => 0.02 * i)], [.. Enumerable.Range(0, 40).Select(i => 0.1 * i)]),
                Snapshots = [new WalkerSnapshot(10, walker), new WalkerSnapshot(30, walker)],
            },
            Perturbation = MonteCarlo.Estimate(generator, span, walker, options.MonteCarloSamples, options.Seed),
            RefitInfoNce = 0.5,
            RefitIterations = 10,
            ResampleInfoNce = double.NaN,
            Times = new LevelTimes(
                TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero),
        };
    }
}
