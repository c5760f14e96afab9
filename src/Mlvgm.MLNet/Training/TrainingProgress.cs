using Mlvgm.MLNet.Training.Monitors;

namespace Mlvgm.MLNet.Training;

/// <summary>Where a training run stands.</summary>
/// <example>See <c>examples/ApiTour/TrainingLoop.cs</c>.</example>
public sealed record TrainingProgress
{
    /// <summary>Steps done.</summary>
    public required int Step { get; init; }

    /// <summary>Steps in all.</summary>
    public required int TotalSteps { get; init; }

    /// <summary>The mean loss of the steps since the last report.</summary>
    public required double Loss { get; init; }

    /// <summary>The learning rate of the last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Images seen per second since the last report: two for each pair.</summary>
    public required double ImagesPerSecond { get; init; }

    /// <summary>The share of the run's time, in [0, 1], that went into generating or reading views.</summary>
    public required double GenerationShare { get; init; }

    /// <summary>Time since the run began.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Estimated time to the end.</summary>
    public required TimeSpan Remaining { get; init; }

    /// <summary>How far the embeddings spread; see <see cref="Training.EmbeddingSpread"/>.</summary>
    public required EmbeddingSpread Spread { get; init; }

    /// <summary>What the monitor said at the last look; null before the first, and without a monitor.</summary>
    public MonitorReading? Reading { get; init; }
}
