using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Views;

/// <summary>The positive keeps the anchor's latent.</summary>
public sealed record NoPerturbation : CoordinatewisePerturbation
{
    /// <inheritdoc/>
    public override string Name => "none";

    /// <inheritdoc/>
    protected override void Apply(LatentSpecification latent, ReadOnlySpan<float> anchor, Span<float> positive, ref RandomStream stream) =>
        anchor.CopyTo(positive);
}
