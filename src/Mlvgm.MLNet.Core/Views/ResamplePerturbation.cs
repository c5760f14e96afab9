using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Views;

/// <summary>The positive draws the latent again from its prior, independently of the anchor (paper, appendix F (b)).</summary>
public sealed record ResamplePerturbation : Perturbation
{
    /// <inheritdoc/>
    public override string Name => "resample";

    /// <inheritdoc/>
    public override void Apply(LatentSpecification latent, ReadOnlySpan<float> anchors, Span<float> positives, SeedKey key, long firstRow)
    {
        for (int row = 0; row * latent.Size < anchors.Length; row++)
        {
            var stream = new RandomStream(key.At(firstRow + row));
            latent.Prior.Fill(positives.Slice(row * latent.Size, latent.Size), ref stream);
        }
    }
}
