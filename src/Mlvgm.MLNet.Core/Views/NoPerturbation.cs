using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Views;

/// <summary>The positive keeps the anchor's latent.</summary>
/// <example>See <c>examples/ApiTour/LatentVectors.cs</c>.</example>
public sealed record NoPerturbation : CoordinatewisePerturbation
{
    /// <summary>The word, and that it takes nothing.</summary>
    public static PerturbationKind Kind { get; } =
        PerturbationKind.Of("none", "keeps the anchor's value", [], (_, _) => new NoPerturbation(), _ => new());

    /// <inheritdoc/>
    public override string Name => "none";

    /// <inheritdoc/>
    protected override void Apply(LatentSpecification latent, ReadOnlySpan<float> anchor, Span<float> positive, ref RandomStream stream) =>
        anchor.CopyTo(positive);
}
