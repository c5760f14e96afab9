namespace Mlvgm.MLNet.Training.Monitors;

/// <summary>What decides which encoder is the best, and when a run stops early.</summary>
/// <example>See <c>examples/ApiTour/MonitoredTraining.cs</c>.</example>
public enum EarlyStoppingMetric
{
    /// <summary>The accuracy that the monitor reads; higher is better.</summary>
    Accuracy,

    /// <summary>The mean loss since the last look; lower is better.</summary>
    Loss,
}
