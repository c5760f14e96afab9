using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Measurement.Calibration;

/// <summary>What a level gets in a <see cref="Strategies.CalibratedStrategy"/>; part of <c>report.json</c>.</summary>
/// <example>See <c>examples/ApiTour/MeasuredViews.cs</c>.</example>
public sealed record LevelCalibration
{
    /// <summary>The level never reached γ, so that its μ says nothing.</summary>
    public const string Degenerate = "degenerate";

    /// <summary>Noise as long as μ would leave the prior: two draws of the level are no further apart.</summary>
    public const string BeyondPrior = "beyond the prior";

    const string RandomName = "random";
    const string ResampleName = "resample";

    /// <summary><c>random</c>, noise that is added in Z, or <c>resample</c>, a new draw.</summary>
    public required string Perturbation { get; init; }

    /// <summary>σ of the noise, coordinate by coordinate; null where the level is drawn anew.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>The bound of the noise, in units of σ; null where the level is drawn anew.</summary>
    public double? Truncation { get; init; }

    /// <summary>Why the level is drawn anew, <c>degenerate</c> or <c>beyond the prior</c>; null for noise.</summary>
    public string? Reason { get; init; }

    /// <summary>The perturbation for a <see cref="ViewStrategy"/>.</summary>
    /// <exception cref="InvalidDataException">The values describe none.</exception>
    public Perturbation ToPerturbation() => this switch
    {
        { Perturbation: ResampleName } => new ResamplePerturbation(),
        { Perturbation: RandomName, StandardDeviation: { } deviation and >= 0 and < double.PositiveInfinity, Truncation: { } truncation and > 0 } =>
            new RandomPerturbation(new TruncatedNormal(0, deviation, truncation)),
        _ => throw new InvalidDataException($"A calibration is '{ResampleName}', or '{RandomName}' with a deviation and a truncation; got {this}."),
    };

    internal static LevelCalibration Noise(double deviation, double truncation) =>
        new() { Perturbation = RandomName, StandardDeviation = deviation, Truncation = truncation };

    internal static LevelCalibration NewDraw(string reason) => new() { Perturbation = ResampleName, Reason = reason };
}
