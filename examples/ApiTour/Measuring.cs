using Mlvgm.MLNet.Experiments.Measurements;
using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Measurement.Output;
using Mlvgm.MLNet.Measurement.Reports;
using Mlvgm.MLNet.Measurement.Training;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Abstractions;

namespace ApiTour;

/// <summary>How much each latent matters: the adversarial measurement of the paper, and everything that it leaves.</summary>
public static class Measuring
{
    /// <summary>Options with which 8x8 images take seconds; <see cref="MeasurementOptions.For"/> has those for a result.</summary>
    public static MeasurementOptions Quick { get; } = new()
    {
        Backbone = "resnet10",
        EncoderWidth = 4,
        CropShare = 1,
        Pairs = 16,
        SmoothingIterations = 5,
        MaximumIterations = 6,
        MonteCarloSamples = 200,
        RefitIterations = 2,
        ResampleIterations = 2,
        HeldOutBatches = 2,
        Seed = 3,
        Device = "cpu",
    };

    /// <summary>Measures a generator's latents and writes report, page and walkers.</summary>
    /// <returns>A line for each level, the parts of the measurement in the order in which they came, and the report.</returns>
    public static (IReadOnlyList<string> Levels, IReadOnlyList<MeasurementPhase> Phases, MeasurementReport Report) Run(string generatorPath, string folder)
    {
        using TorchGenerator generator = GeneratorRegistry.Open(generatorPath, TorchSharp.torch.CPU);
        var phases = new List<MeasurementPhase>();
        var measurement = new LatentMeasurement(generator, Quick with
        {
            Progress = (MeasurementProgress progress) =>
            {
                if (phases.Count == 0 || phases[^1] != progress.Phase) phases.Add(progress.Phase);
            },
        });
        MeasurementResult result = measurement.Run();
        MeasurementReport report = MeasurementFolder.Write(folder, generator, result);
        return ([.. result.Levels.Select(Describe)], phases, report);
    }

    /// <summary>Measures with two seeds: what a single number is worth.</summary>
    /// <returns>A table of the spread over seeds.</returns>
    public static string Seeds(string generatorPath, string folder)
    {
        using TorchGenerator generator = GeneratorRegistry.Open(generatorPath, TorchSharp.torch.CPU);
        Spread spread = Spread.Of(SeededMeasurements.Run(generator, Quick with { MaximumIterations = 2 }, [1, 2], folder));
        return spread.ToMarkdown();
    }

    static string Describe(LevelResult level)
    {
        TrainedWalker walker = level.Training;
        TrainingCurve curve = walker.Curve;
        string kept = string.Concat(walker.Snapshots.Select((WalkerSnapshot snapshot) => $", a walker after {snapshot.Iteration}"));
        PerturbationStatistics moved = level.Perturbation;
        Quantile median = moved.Quantiles.Single(quantile => quantile.Share == 0.5);
        Histogram histogram = moved.Histogram;
        LevelTimes times = level.Times;
        return $"{level.Name}: {curve.InfoNce.Count} steps{kept}, {histogram.Counts.Sum()} samples, " +
            $"median within the histogram: {median.Value >= histogram.Minimum && median.Value <= histogram.Maximum}, timed: {times.Total > TimeSpan.Zero}";
    }
}
