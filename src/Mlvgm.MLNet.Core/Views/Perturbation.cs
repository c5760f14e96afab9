using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Views;

/// <summary>How the positive's value of one latent is made from the anchor's (paper, section 3.1: T_z).</summary>
public abstract record Perturbation
{
    /// <summary>The short name by which strategies and the command line know it.</summary>
    public abstract string Name { get; }

    /// <summary>Computes the positives of a batch.</summary>
    /// <param name="latent">The latent that is perturbed.</param>
    /// <param name="anchors">The anchors, [batch, latent size], row-major.</param>
    /// <param name="positives">Receives the positives, in the same layout.</param>
    /// <param name="key">The stream of this latent's perturbation at row 0; sample i draws from <c>key.At(firstRow + i)</c>.</param>
    /// <param name="firstRow">The row number of the first sample in its epoch.</param>
    public abstract void Apply(LatentSpecification latent, ReadOnlySpan<float> anchors, Span<float> positives, SeedKey key, long firstRow);
}
