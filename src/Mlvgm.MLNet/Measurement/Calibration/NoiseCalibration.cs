using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators.Abstractions;

namespace Mlvgm.MLNet.Measurement.Calibration;

/// <summary>Finds the noise that moves a level as far, on average, as its walker does.</summary>
/// <remarks>
/// In Z, noise of independent coordinates N^t(0, σ, t) moves every latent by its own length, and E‖noise‖ = σ E‖n‖, n of unit σ: σ = μ / E‖n‖.
/// In W the distance depends on where the latent is and bends with σ; <see cref="NoiseSearch"/> finds σ.
/// </remarks>
static class NoiseCalibration
{
    const double Truncation = 2;

    /// <summary>The noise, or a new draw where noise of that size would mean nothing.</summary>
    public static LevelCalibration Of(TorchGenerator generator, LatentSpan span, LevelResult level, ulong seed)
    {
        var distance = level.Perturbation;
        if (level.Training.Degenerate) return LevelCalibration.NewDraw(LevelCalibration.Degenerate);
        if (!(distance.Mean < distance.PriorDistance)) return LevelCalibration.NewDraw(LevelCalibration.BeyondPrior);
        var unit = new TruncatedNormal(truncation: Truncation);
        double? deviation = distance.Space == "Z"
            ? distance.Mean / unit.MeanLength(span.Size)
            : NoiseSearch.Deviation(generator, span, unit, distance.Mean, seed);
        return deviation is { } found
            ? LevelCalibration.Noise(found, Truncation)
            : LevelCalibration.NewDraw(LevelCalibration.BeyondPrior);
    }
}
