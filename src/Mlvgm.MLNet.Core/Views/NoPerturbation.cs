using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Views;

/// <summary>The positive keeps the anchor's latent.</summary>
public sealed record NoPerturbation : Perturbation
{
    /// <inheritdoc/>
    public override string Name => "none";

    /// <inheritdoc/>
    public override void Apply(
        LatentSpecification latent, ReadOnlySpan<float> anchors, Span<float> positives, SeedKey key, long firstRow) =>
        anchors.CopyTo(positives);
}
