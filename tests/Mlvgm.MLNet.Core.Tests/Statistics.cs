namespace Mlvgm.MLNet.Tests;

static class Statistics
{
    /// <summary>
    /// Kolmogorov and Smirnov's statistic sqrt(n) · sup |empirical - expected|. Its tail is 2 exp(-2 x²): it is above 2.2 with
    /// probability 1.3e-4.
    /// </summary>
    public static double KolmogorovSmirnov(IEnumerable<double> sample, Func<double, double> cumulative)
    {
        double[] sorted = [.. sample.Order()];
        double largest = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double expected = cumulative(sorted[i]);
            largest = Math.Max(largest, Math.Max(expected - (double)i / sorted.Length, (i + 1.0) / sorted.Length - expected));
        }
        return largest * Math.Sqrt(sorted.Length);
    }

    /// <summary>Pearson's chi-squared of counts against equal expectations, as standard deviations from its mean.</summary>
    public static double ChiSquaredDeviation(IReadOnlyCollection<long> counts)
    {
        double expected = counts.Average(), degrees = counts.Count - 1;
        return (counts.Sum(count => (count - expected) * (count - expected) / expected) - degrees) / Math.Sqrt(2 * degrees);
    }

    public static double StandardDeviation(IReadOnlyCollection<double> sample)
    {
        double mean = sample.Average();
        return Math.Sqrt(sample.Average(x => (x - mean) * (x - mean)));
    }
}
