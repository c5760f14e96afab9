using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Views;

/// <summary>How the positive's latents are made from the anchor's (paper, section 3.1: T_z).</summary>
/// <example>See <c>examples/ApiTour/LatentVectors.cs</c>.</example>
public abstract record Perturbation
{
    /// <summary>The short name by which strategies and the command line know it.</summary>
    public abstract string Name { get; }

    /// <summary>Checks that the perturbation can act on <paramref name="span"/>.</summary>
    /// <exception cref="ArgumentException">It cannot; the message says why.</exception>
    public virtual void CheckFits(LatentSpan span)
    {
    }

    /// <summary>Computes the positives' latents of a batch.</summary>
    /// <param name="span">The latents that are perturbed; others are left as they are.</param>
    /// <param name="anchors">The anchors.</param>
    /// <param name="positives">Receives the span's latents.</param>
    /// <param name="draws">Which random numbers to use.</param>
    public abstract void Apply(LatentSpan span, LatentBatch anchors, LatentBatch positives, in PositiveDraws draws);
}
