namespace Mlvgm.MLNet.Training.Monitors;

/// <summary>What decides which encoder is the best, and when a run stops early.</summary>
public enum EarlyStoppingMetric
{
    /// <summary>The accuracy of nearest neighbours on the labelled images; higher is better.</summary>
    KnnAccuracy,

    /// <summary>The mean loss since the last look; lower is better.</summary>
    Loss,
}
