using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Training.Monitors;

/// <summary>
/// Stops a run that no longer gets better, and returns the best encoder it had. Names and meaning are those of ML.NET's
/// <c>ImageClassificationTrainer.EarlyStopping</c>.
/// </summary>
/// <example>See <c>examples/ApiTour/MonitoredTraining.cs</c>.</example>
public sealed record EarlyStopping : ISettings
{
    /// <summary>How many looks in a row may bring no improvement before the run stops; it never stops early when null.</summary>
    [Setting("Stop when so many looks in a row bring no improvement, and keep the best encoder; never when none.", Minimum = 1)]
    public int? Patience { get; init; }

    /// <summary>The smallest change that counts as an improvement; 0 or more.</summary>
    [Setting("The smallest change that counts as an improvement.", Placeholder = "DELTA", Minimum = 0)]
    public double MinDelta { get; init; } = 0.01;

    /// <summary>What is looked at; when null, the monitor's accuracy where there is one, else the loss.</summary>
    [Setting("What is looked at; Accuracy where there is a monitor, else Loss, when none.", Option = "stop-by", Placeholder = "METRIC")]
    public EarlyStoppingMetric? Metric { get; init; }
}
