namespace Mlvgm.MLNet.Measurement;

/// <summary>Counts in bins of equal width between the smallest and the largest sample.</summary>
/// <param name="Minimum">The lower edge of the first bin.</param>
/// <param name="Maximum">The upper edge of the last bin, which includes it.</param>
/// <param name="Counts">Samples in each bin.</param>
/// <example>See <c>examples/ApiTour/Measuring.cs</c>.</example>
public sealed record Histogram(double Minimum, double Maximum, IReadOnlyList<int> Counts)
{
    /// <summary>The histogram of samples in ascending order, of which there is at least one.</summary>
    internal static Histogram Of(ReadOnlySpan<float> sorted, int bins)
    {
        double minimum = sorted[0], maximum = sorted[^1], width = (maximum - minimum) / bins;
        int[] counts = new int[bins];
        foreach (float sample in sorted) counts[width > 0 ? Math.Min(bins - 1, (int)((sample - minimum) / width)) : 0]++;
        return new Histogram(minimum, maximum, counts);
    }
}
