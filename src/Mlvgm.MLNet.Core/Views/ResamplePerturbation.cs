using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Views;

/// <summary>The positive draws the latent again from its prior, independently of the anchor (paper, appendix F (b)).</summary>
public sealed record ResamplePerturbation : CoordinatewisePerturbation
{
    /// <inheritdoc/>
    public override string Name => "resample";

    /// <inheritdoc/>
    protected override void Apply(LatentSpecification latent, ReadOnlySpan<float> anchor, Span<float> positive, ref RandomStream stream) =>
        latent.Prior.Fill(positive, ref stream);
}
