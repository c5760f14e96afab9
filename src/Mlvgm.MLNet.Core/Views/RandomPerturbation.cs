using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Views;

/// <summary>The positive is the anchor plus a draw from a truncated normal, coordinate by coordinate (paper, section 3.2).</summary>
/// <param name="Noise">The distribution of what is added; its truncation is in units of its standard deviation.</param>
public sealed record RandomPerturbation(TruncatedNormal Noise) : CoordinatewisePerturbation
{
    /// <inheritdoc/>
    public override string Name => "random";

    /// <inheritdoc/>
    protected override void Apply(LatentSpecification latent, ReadOnlySpan<float> anchor, Span<float> positive, ref RandomStream stream)
    {
        Noise.Fill(positive, ref stream);
        for (int i = 0; i < positive.Length; i++) positive[i] += anchor[i];
    }
}
