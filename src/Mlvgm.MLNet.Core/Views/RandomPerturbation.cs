using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Views;

/// <summary>The positive is the anchor plus a draw from a truncated normal, coordinate by coordinate (paper, section 3.2).</summary>
/// <param name="Noise">The distribution of what is added; its truncation is in units of its standard deviation.</param>
public sealed record RandomPerturbation(TruncatedNormal Noise) : Perturbation
{
    /// <inheritdoc/>
    public override string Name => "random";

    /// <inheritdoc/>
    public override void Apply(LatentSpecification latent, ReadOnlySpan<float> anchors, Span<float> positives, SeedKey key, long firstRow)
    {
        for (int row = 0; row * latent.Size < anchors.Length; row++)
        {
            var stream = new RandomStream(key.At(firstRow + row));
            var positive = positives.Slice(row * latent.Size, latent.Size);
            var anchor = anchors.Slice(row * latent.Size, latent.Size);
            Noise.Fill(positive, ref stream);
            for (int i = 0; i < positive.Length; i++) positive[i] += anchor[i];
        }
    }
}
