using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Views;

/// <summary>The positive draws the latent again from its prior, independently of the anchor (paper, appendix F (b)).</summary>
/// <example>See <c>examples/ApiTour/LatentVectors.cs</c>.</example>
public sealed record ResamplePerturbation : CoordinatewisePerturbation
{
    /// <summary>The word and what it takes.</summary>
    public static PerturbationKind Kind { get; } = PerturbationKind.Of(
        "resample", "draws the latent anew from its prior", [Independence],
        (values, _) => new ResamplePerturbation { Independent = values.Of(Independence) },
        resample => new() { { Independence, resample.Independent } });

    /// <inheritdoc/>
    public override string Name => "resample";

    /// <inheritdoc/>
    protected override void Apply(LatentSpecification latent, ReadOnlySpan<float> anchor, Span<float> positive, ref RandomStream stream) =>
        latent.Prior.Fill(positive, ref stream);
}
