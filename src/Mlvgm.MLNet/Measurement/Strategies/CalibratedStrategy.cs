using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Measurement.Reports;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Measurement.Strategies;

/// <summary>
/// Random noise whose magnitude at every level comes from a measurement instead of from trying: the mean length of the noise is the level's
/// μ, the distance at which its walker brings the views' mutual information to one and the same value (paper, section 3.1).
/// </summary>
/// <remarks>
/// <para>The noise is N^t(0, σ, 2), σ = μ / E‖n‖ with n from N^t(0, 1, 2) over the level's coordinates, so that E‖noise‖ = μ. It is μ in Z
/// that counts, also where the report's table is in W.</para>
/// <para>A walker goes the way that changes the image most. Noise of that length shifts the information less, so what is calibrated is the
/// proportion between levels. A degenerate level, and one whose μ is not below the distance of two draws, is drawn anew: noise would leave
/// the prior.</para>
/// </remarks>
public static class CalibratedStrategy
{
    const double Truncation = 2;

    /// <summary>The strategy that a measurement suggests.</summary>
    /// <param name="report">The <c>report.json</c> of a measurement.</param>
    /// <param name="layout">The latents of the generator that the views are for.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no report.</exception>
    /// <exception cref="ArgumentException">The report is of a generator with other latents.</exception>
    public static ViewStrategy FromReport(string report, LatentLayout layout) => FromReport(MeasurementReport.Read(report), layout);

    /// <inheritdoc cref="FromReport(string, LatentLayout)"/>
    public static ViewStrategy FromReport(MeasurementReport report, LatentLayout layout)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(layout);
        var strategy = ViewStrategy.PerLatent("calibrated", [.. report.Levels.Select(level => (level.Target, Perturbation(level, layout)))]);
        strategy.Resolve(layout);
        return strategy;
    }

    static Perturbation Perturbation(LevelReport level, LatentLayout layout)
    {
        if (level.Degenerate || !(level.MuZ < level.PriorDistanceZ)) return new ResamplePerturbation();
        double deviation = level.MuZ / NoiseLength.MeanOfUnit(layout.SpanOf(level.Target).Size, Truncation);
        return new RandomPerturbation(new TruncatedNormal(0, deviation, Truncation));
    }
}
