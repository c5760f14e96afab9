using Mlvgm.MLNet.Training.Checkpoints;
using Mlvgm.MLNet.Training.Monitors;

namespace Mlvgm.MLNet.Training;

/// <summary>How an encoder is trained. The defaults are the paper's for SimSiam and BYOL (docs/method/frameworks.md#optimisation).</summary>
public sealed record TrainingOptions
{
    /// <summary>Pairs in a batch; at least 2, since batch normalisation needs two.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>Optimiser steps; 0 leaves the encoder untrained, which is the baseline of every comparison.</summary>
    public int Steps { get; init; } = 1000;

    /// <summary>The learning rate per 256 pairs; the peak is this times <see cref="BatchSize"/> / 256.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>Momentum of stochastic gradient descent, in [0, 1).</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay of every parameter; 0 or more.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Steps over which the learning rate rises linearly from 0.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>The learning rate at the last step, as a share of the peak, in [0, 1].</summary>
    public double FinalLearningRateShare { get; init; } = 0.1;

    /// <summary>
    /// In how many equal parts a batch is computed, one after another, to save memory: the gradients of the parts are averaged before the
    /// optimiser's one step. Batch normalisation, and the negatives of a contrastive loss, are those of a part, not of the batch.
    /// </summary>
    public int AccumulationParts { get; init; } = 1;

    /// <summary>
    /// Whether the next pairs are made on another thread while the present ones are learned from. The result is the same; it is faster only
    /// where the step leaves cores or another device idle.
    /// </summary>
    public bool Overlap { get; init; }

    /// <summary>The seed of the augmentations.</summary>
    public ulong Seed { get; init; }

    /// <summary>Called on the training thread at the first step, about twice a second, and at the last step.</summary>
    public Action<TrainingProgress>? Progress { get; init; }

    /// <summary>Keeps the course of the run; nothing when null.</summary>
    public ITrainingLog? Log { get; init; }

    /// <summary>Steps between two entries of <see cref="Log"/>.</summary>
    public int LogEvery { get; init; } = 20;

    /// <summary>Measures the encoder from time to time; nothing when null.</summary>
    public IEncoderMonitor? Monitor { get; init; }

    /// <summary>Steps between two looks at the encoder; a twentieth of <see cref="Steps"/> when null.</summary>
    public int? MonitorEvery { get; init; }

    /// <summary>When to stop before the last step; never when null.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Where the state of the run is kept, and found again; nowhere when null.</summary>
    internal CheckpointFolder? Checkpoints { get; init; }

    internal int ResolvedMonitorEvery => MonitorEvery ?? Math.Max(1, Steps / 20);

    /// <summary>The schedule that these options describe.</summary>
    public LearningRateSchedule Schedule => new(LearningRate * BatchSize / 256, Steps, WarmupSteps, FinalLearningRateShare);

    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    internal void Validate()
    {
        if (BatchSize < 2)
        {
            throw new ArgumentOutOfRangeException(
                nameof(BatchSize), BatchSize, "A batch needs at least 2 pairs: batch normalisation has no variance over 1.");
        }
        CheckParts();
        ArgumentOutOfRangeException.ThrowIfNegative(Steps);
        ArgumentOutOfRangeException.ThrowIfNegative(WarmupSteps);
        ArgumentOutOfRangeException.ThrowIfLessThan(LogEvery, 1);
        if (MonitorEvery is { } every) ArgumentOutOfRangeException.ThrowIfLessThan(every, 1, nameof(MonitorEvery));
        EarlyStopping?.Validate();
        CheckRange(LearningRate, nameof(LearningRate), double.MaxValue);
        CheckRange(Momentum, nameof(Momentum), 1);
        CheckRange(WeightDecay, nameof(WeightDecay), double.MaxValue);
        CheckRange(FinalLearningRateShare, nameof(FinalLearningRateShare), 1);
    }

    /// <exception cref="ArgumentException">Early stopping has nothing to look at.</exception>
    internal void ValidateMonitor()
    {
        if (EarlyStopping is { Metric: EarlyStoppingMetric.KnnAccuracy } && Monitor is null)
            throw new ArgumentException("Early stopping by the accuracy of nearest neighbours needs labelled images.", nameof(EarlyStopping));
    }

    void CheckParts()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(AccumulationParts, 1);
        if (BatchSize % AccumulationParts == 0 && BatchSize / AccumulationParts >= 2) return;
        throw new ArgumentOutOfRangeException(nameof(AccumulationParts), AccumulationParts,
            $"A batch of {BatchSize} pairs cannot be computed in {AccumulationParts} equal parts of at least 2 pairs.");
    }

    static void CheckRange(double value, string name, double maximum)
    {
        if (!(value >= 0 && value <= maximum)) throw new ArgumentOutOfRangeException(name, value, $"{name} lies in [0, {maximum}].");
    }
}
