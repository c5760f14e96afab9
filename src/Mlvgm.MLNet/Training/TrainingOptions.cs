namespace Mlvgm.MLNet.Training;

/// <summary>How an encoder is trained. The defaults are the paper's for SimSiam and BYOL (method.md 6.4).</summary>
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

    /// <summary>The seed of the augmentations.</summary>
    public ulong Seed { get; init; }

    /// <summary>Called on the training thread at the first step, about twice a second, and at the last step.</summary>
    public Action<TrainingProgress>? Progress { get; init; }

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
        ArgumentOutOfRangeException.ThrowIfNegative(Steps);
        ArgumentOutOfRangeException.ThrowIfNegative(WarmupSteps);
        CheckRange(LearningRate, nameof(LearningRate), double.MaxValue);
        CheckRange(Momentum, nameof(Momentum), 1);
        CheckRange(WeightDecay, nameof(WeightDecay), double.MaxValue);
        CheckRange(FinalLearningRateShare, nameof(FinalLearningRateShare), 1);
    }

    static void CheckRange(double value, string name, double maximum)
    {
        if (!(value >= 0 && value <= maximum)) throw new ArgumentOutOfRangeException(name, value, $"{name} lies in [0, {maximum}].");
    }
}
