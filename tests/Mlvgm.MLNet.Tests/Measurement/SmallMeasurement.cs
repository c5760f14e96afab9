using Mlvgm.MLNet.Measurement;

namespace Mlvgm.MLNet.Tests.Measurement;

/// <summary>Options with which a measurement of 8x8 images takes seconds.</summary>
static class SmallMeasurement
{
    public static MeasurementOptions Options { get; } = new()
    {
        Backbone = "resnet10",
        EncoderWidth = 4,
        CropShare = 1,
        Pairs = 16,
        EncoderLearningRate = 2e-3,
        WalkerLearningRate = 3.2e-3,
        SmoothingIterations = 5,
        MaximumIterations = 12,
        MonteCarloSamples = 500,
        RefitIterations = 4,
        ResampleIterations = 4,
        HeldOutBatches = 2,
        CheckpointEvery = 5,
        Seed = 3,
        Device = "cpu",
    };

    /// <summary>Everything in a result that a seed decides, as text.</summary>
    public static string Describe(LevelResult level) => string.Join(' ',
    [
        level.Name, level.Training.Degenerate, level.Training.Iterations, level.Training.InfoNce, level.RefitInfoNce, level.RefitIterations,
        level.ResampleInfoNce, level.Perturbation.Mean, level.Perturbation.StandardDeviation, level.Perturbation.PriorDistance,
        .. level.Training.Curve.InfoNce, .. level.Training.Curve.Perturbation, .. level.Training.Walker.HiddenWeight.ToArray(),
        .. level.Training.Walker.OutputWeight.ToArray(),
        .. level.Training.Snapshots.Select(snapshot => snapshot.Iteration), .. level.Perturbation.Histogram.Counts,
    ]);
}
