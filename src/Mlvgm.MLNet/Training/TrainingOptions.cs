using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Training.Monitors;

namespace Mlvgm.MLNet.Training;

/// <summary>How an encoder is trained. The defaults are the paper's for SimSiam and BYOL (docs/method/frameworks.md#optimisation).</summary>
/// <example>See <c>examples/ApiTour/MonitoredTraining.cs</c>.</example>
public sealed record TrainingOptions : ISettings
{
    /// <summary>Pairs in a batch; at least 2.</summary>
    [Setting("Pairs of views in a step.", Option = "batch", Minimum = 2, Because = "batch normalisation has no variance over one pair")]
    public int BatchSize { get; init; } = 256;

    /// <summary>Optimiser steps; 0 leaves the encoder untrained, which is the baseline of every comparison.</summary>
    [Setting("Optimiser steps; 0 exports the untrained encoder, the baseline of a comparison.", Minimum = 0)]
    public int Steps { get; init; } = 1000;

    /// <summary>The learning rate per 256 pairs; the peak is this times <see cref="BatchSize"/> / 256.</summary>
    [Setting("Learning rate per 256 pairs; the peak is this times the batch / 256.", Placeholder = "RATE", Minimum = 0)]
    public double LearningRate { get; init; } = 0.05;

    /// <summary>Momentum of stochastic gradient descent, in [0, 1].</summary>
    [Setting("Momentum of gradient descent.", Placeholder = "SHARE", Minimum = 0, Maximum = 1)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay of every parameter; 0 or more.</summary>
    [Setting("Weight decay of every parameter.", Placeholder = "RATE", Minimum = 0)]
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Steps over which the learning rate rises linearly from 0.</summary>
    [Setting("Steps over which the learning rate rises from 0.", Minimum = 0)]
    public int WarmupSteps { get; init; }

    /// <summary>The learning rate at the last step, as a share of the peak, in [0, 1].</summary>
    [Setting("The last learning rate, as a share of the peak.", Option = "final-rate", Placeholder = "SHARE", Minimum = 0, Maximum = 1)]
    public double FinalLearningRateShare { get; init; } = 0.1;

    /// <summary>
    /// In how many equal parts a batch is computed, one after another, to save memory: the gradients of the parts are averaged before the
    /// optimiser's one step. Batch normalisation, and the negatives of a contrastive loss, are those of a part, not of the batch.
    /// </summary>
    [Setting("Equal parts in which a batch is computed, one after another, to save memory; batch statistics and negatives are a part's.",
        Option = "accumulate", Minimum = 1)]
    public int AccumulationParts { get; init; } = 1;

    /// <summary>
    /// Whether the next pairs are made on another thread while the present ones are learned from. The result is the same; it is faster only
    /// where the step leaves cores or another device idle.
    /// </summary>
    [Setting("Whether the next pairs are made while the present ones are learned from.", IsFree = true)]
    public bool Overlap { get; init; }

    /// <summary>The seed of initial weights, of the order of rows and of augmentation; a generated view has its own.</summary>
    [Setting("Seed of every random draw.")]
    public ulong Seed { get; init; }

    /// <summary>Steps between two looks at the encoder; a twentieth of <see cref="Steps"/> when null.</summary>
    [Setting("Steps between two looks at the encoder; a twentieth of all when none.", Minimum = 1)]
    public int? MonitorEvery { get; init; }

    /// <summary>When to stop before the last step.</summary>
    public EarlyStopping EarlyStopping { get; init; } = new();

    /// <summary>Steps between two entries of the metrics.</summary>
    [Setting("Steps between two lines of metrics.jsonl.", Minimum = 1, IsFree = true)]
    public int LogEvery { get; init; } = 20;

    /// <summary>Called on the training thread at the first step, about twice a second, and at the last step.</summary>
    public Action<TrainingProgress>? Progress { get; init; }

    /// <summary>Keeps the course of the run; nothing when null.</summary>
    public ITrainingLog? Log { get; init; }

    /// <summary>Measures the encoder from time to time; nothing when null.</summary>
    public IEncoderMonitor? Monitor { get; init; }

    /// <summary>Where the state of the run is kept, and found again; nowhere when null.</summary>
    internal Checkpoints? Checkpoints { get; init; }

    internal int ResolvedMonitorEvery => MonitorEvery ?? Math.Max(1, Steps / 20);

    /// <summary>The schedule that these options describe.</summary>
    public LearningRateSchedule Schedule => new(LearningRate * BatchSize / 256, Steps, WarmupSteps, FinalLearningRateShare);

    /// <inheritdoc/>
    public void Check(Violations violations)
    {
        ArgumentNullException.ThrowIfNull(violations);
        violations.Require(BatchSize < 2 || AccumulationParts < 1 || BatchSize % AccumulationParts == 0 && BatchSize / AccumulationParts >= 2,
            $"A batch of {BatchSize} pairs (--batch) cannot be computed in {AccumulationParts} equal parts (--accumulate) of at least 2 pairs.");
    }

    /// <exception cref="ArgumentException">Early stopping has nothing to look at.</exception>
    internal void ValidateMonitor()
    {
        if (EarlyStopping is { Patience: not null, Metric: EarlyStoppingMetric.Accuracy } && Monitor is null)
            throw new ArgumentException("Early stopping by a monitor's accuracy needs a monitor, and that of nearest neighbours labelled images.", nameof(EarlyStopping));
    }
}
