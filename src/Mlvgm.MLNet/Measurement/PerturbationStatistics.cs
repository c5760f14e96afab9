namespace Mlvgm.MLNet.Measurement;

/// <summary>The distance ‖T(z) - z‖ over many latents (paper, section 3.1, Monte Carlo; docs/method/measurement.md#monte-carlo).</summary>
/// <example>See <c>examples/ApiTour/Measuring.cs</c>.</example>
public sealed record PerturbationStatistics
{
    /// <summary>The space of the distances: <c>Z</c>, or <c>W</c> for StyleGAN2. Distances of two spaces must not be compared.</summary>
    public required string Space { get; init; }

    /// <summary>Latents drawn.</summary>
    public required int Samples { get; init; }

    /// <summary>μ: the mean distance.</summary>
    public required double Mean { get; init; }

    /// <summary>σ: the population standard deviation.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>The quantiles at 1, 5, 25, 50, 75, 95 and 99 %.</summary>
    public required IReadOnlyList<Quantile> Quantiles { get; init; }

    /// <summary>The distribution.</summary>
    public required Histogram Histogram { get; init; }

    /// <summary>The mean distance between two independent draws from the prior, in the same space.</summary>
    public required double PriorDistance { get; init; }

    /// <summary>μ over <see cref="PriorDistance"/>: above 1, the walker goes further than drawing the latent anew would.</summary>
    public double RelativeMean => Mean / PriorDistance;

    /// <summary>Half the width of the 95 % interval of the mean: 1.96 σ/√n.</summary>
    public double MeanHalfWidth95 => 1.96 * StandardDeviation / Math.Sqrt(Samples);
}
