namespace Mlvgm.MLNet.Training.Monitors;

/// <summary>
/// Stops a run that no longer gets better, and returns the best encoder it had. Names and meaning are those of ML.NET's
/// <c>ImageClassificationTrainer.EarlyStopping</c>.
/// </summary>
/// <param name="MinDelta">The smallest change that counts as an improvement; 0 or more.</param>
/// <param name="Patience">How many looks in a row may bring no improvement before the run stops; at least 1.</param>
/// <param name="Metric">What is looked at.</param>
public sealed record EarlyStopping(
    double MinDelta = 0.01, int Patience = 20, EarlyStoppingMetric Metric = EarlyStoppingMetric.KnnAccuracy)
{
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    internal void Validate()
    {
        if (!(MinDelta >= 0)) throw new ArgumentOutOfRangeException(nameof(MinDelta), MinDelta, $"{nameof(MinDelta)} is 0 or more.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Patience, 1);
    }
}
