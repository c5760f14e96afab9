using Mlvgm.MLNet.Training.Monitors;

namespace Mlvgm.MLNet.Training;

/// <summary>What a training run did.</summary>
/// <param name="Steps">Steps done.</param>
/// <param name="Cancelled">Whether the run was cancelled before its last step.</param>
/// <param name="Loss">The mean loss of the last tenth of the steps; NaN after none.</param>
/// <param name="Spread">The spread of the last batch's embeddings; 0 after none.</param>
/// <param name="Elapsed">Wall-clock time.</param>
/// <param name="ImagesPerSecond">Images seen per second: two for each pair.</param>
/// <param name="GenerationShare">The share of the time, in [0, 1], that went into generating or reading views.</param>
/// <example>See <c>examples/ApiTour/TrainingLoop.cs</c>.</example>
public sealed record TrainingResult(
    int Steps, bool Cancelled, double Loss, EmbeddingSpread Spread, TimeSpan Elapsed, double ImagesPerSecond, double GenerationShare)
{
    /// <summary>Whether early stopping ended the run before its last step.</summary>
    public bool StoppedEarly { get; init; }

    /// <summary>
    /// The steps behind the encoder that is returned: all, but where the run ended early and something said that an earlier encoder was better.
    /// </summary>
    public int EncoderStep { get; init; } = Steps;

    /// <summary>What the monitor said at the last look; null without a monitor.</summary>
    public MonitorReading? Reading { get; init; }
}
