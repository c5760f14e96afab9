namespace Mlvgm.MLNet.Measurement;

/// <summary>Counts in bins of equal width between the smallest and the largest sample.</summary>
/// <param name="Minimum">The lower edge of the first bin.</param>
/// <param name="Maximum">The upper edge of the last bin, which includes it.</param>
/// <param name="Counts">Samples in each bin.</param>
public sealed record Histogram(double Minimum, double Maximum, IReadOnlyList<int> Counts);
