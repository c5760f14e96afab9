using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Views.Parameters;

namespace Mlvgm.MLNet.Views;

/// <summary>The positive is the anchor plus a draw from a truncated normal, coordinate by coordinate (paper, section 3.2).</summary>
/// <param name="Noise">The distribution of what is added; its truncation is in units of its standard deviation.</param>
/// <example>See <c>examples/ApiTour/LatentVectors.cs</c>.</example>
public sealed record RandomPerturbation(TruncatedNormal Noise) : CoordinatewisePerturbation
{
    static readonly NumberParameter Deviation = new("standardDeviation", "SIGMA", "the noise's standard deviation before truncation") { Minimum = 0 };

    static readonly NumberParameter Truncation = new("truncation", "T", "the noise's bound, in standard deviations")
    {
        Minimum = 0,
        AboveMinimum = true,
        Maximum = double.PositiveInfinity,
        Default = 2,
    };

    static readonly NumberParameter Mean = new("mean", "MEAN", "the noise's mean") { Default = 0 };

    /// <summary>The word and what it takes.</summary>
    public static PerturbationKind Kind { get; } = PerturbationKind.Of(
        "random", "adds noise N^t(MEAN, SIGMA, T) to every coordinate", [Deviation, Truncation, Mean, Independence],
        (values, _) => new RandomPerturbation(new TruncatedNormal(values.Of(Mean), values.Of(Deviation), values.Of(Truncation)))
        {
            Independent = values.Of(Independence),
        },
        random => new()
        {
            { Deviation, random.Noise.StandardDeviation },
            { Truncation, random.Noise.Truncation },
            { Mean, random.Noise.Mean },
            { Independence, random.Independent },
        });

    /// <inheritdoc/>
    public override string Name => "random";

    /// <inheritdoc/>
    protected override void Apply(LatentSpecification latent, ReadOnlySpan<float> anchor, Span<float> positive, ref RandomStream stream)
    {
        Noise.Fill(positive, ref stream);
        for (int i = 0; i < positive.Length; i++) positive[i] += anchor[i];
    }
}
