using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Latents;

/// <summary>
/// N^t(mean, standard deviation, t), truncated: a normal within mean ± t standard deviations (docs/method/latents-and-priors.md#the-truncated-normal).
/// </summary>
/// <remarks>The truncation is in units of <see cref="StandardDeviation"/>; it is not an absolute bound.</remarks>
/// <example>See <c>examples/ApiTour/LatentVectors.cs</c>.</example>
public sealed record TruncatedNormal
{
    readonly double _lowerProbability;

    /// <summary>Creates the distribution.</summary>
    /// <param name="mean">The centre.</param>
    /// <param name="standardDeviation">The standard deviation before truncation; 0 or more.</param>
    /// <param name="truncation">The bound in standard deviations; positive, infinite for an untruncated normal.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range or not a number.</exception>
    public TruncatedNormal(double mean = 0, double standardDeviation = 1, double truncation = double.PositiveInfinity)
    {
        if (!double.IsFinite(mean)) throw new ArgumentOutOfRangeException(nameof(mean), mean, "The mean must be finite.");
        if (!double.IsFinite(standardDeviation) || standardDeviation < 0)
            throw new ArgumentOutOfRangeException(
                nameof(standardDeviation), standardDeviation, "The standard deviation must be finite and not negative.");
        if (!(truncation > 0))
            throw new ArgumentOutOfRangeException(
                nameof(truncation), truncation, "The truncation must be positive; it is in units of the standard deviation.");
        Mean = mean;
        StandardDeviation = standardDeviation;
        Truncation = truncation;
        _lowerProbability = NormalDistribution.Cumulative(-truncation);
    }

    /// <summary>N(0, 1), not truncated.</summary>
    public static TruncatedNormal Standard { get; } = new();

    /// <summary>The centre.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation before truncation.</summary>
    public double StandardDeviation { get; }

    /// <summary>The bound, in standard deviations on either side of the mean.</summary>
    public double Truncation { get; }

    /// <summary>The mean Euclidean distance of a vector of independent draws from the vector of means.</summary>
    /// <param name="dimensions">Coordinates of the vector; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="dimensions"/> is below 1.</exception>
    public double MeanLength(int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        return StandardDeviation * NormalVectorLength.Mean(dimensions, Truncation);
    }

    /// <summary>Fills <paramref name="destination"/> with independent draws.</summary>
    public void Fill(Span<float> destination, ref RandomStream stream)
    {
        double range = 1 - 2 * _lowerProbability;
        for (int i = 0; i < destination.Length; i++)
        {
            double standard = NormalDistribution.Quantile(_lowerProbability + range * stream.NextDouble());
            destination[i] = (float)(Mean + StandardDeviation * Math.Clamp(standard, -Truncation, Truncation));
        }
    }
}
