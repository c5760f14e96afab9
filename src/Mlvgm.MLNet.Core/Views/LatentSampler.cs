using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Views;

/// <summary>
/// Draws the latents of anchors and positives. A sample is a function of (seed, epoch, row) alone, so batches of any size,
/// drawn in any order on any thread, hold the same samples, and no sample repeats (docs/method/continuous-sampling.md).
/// </summary>
/// <example>See <c>examples/ApiTour/LatentVectors.cs</c>.</example>
public sealed class LatentSampler
{
    readonly IReadOnlyList<SpanPerturbation> _perturbations;

    /// <summary>Creates a sampler.</summary>
    /// <param name="layout">The generator's latents.</param>
    /// <param name="strategy">How positives differ from anchors.</param>
    /// <param name="seed">The seed of every draw.</param>
    /// <param name="epoch">The epoch; another epoch gives other samples.</param>
    /// <param name="rank">The process in data-parallel training; another rank gives other samples.</param>
    /// <exception cref="ArgumentException">The strategy names a latent that the layout lacks.</exception>
    public LatentSampler(LatentLayout layout, ViewStrategy strategy, ulong seed, int epoch = 0, int rank = 0)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        _perturbations = strategy.Resolve(layout);
        (Layout, Seed, Epoch, Rank) = (layout, seed, epoch, rank);
    }

    /// <summary>The latents.</summary>
    public LatentLayout Layout { get; }

    /// <summary>The seed.</summary>
    public ulong Seed { get; }

    /// <summary>The epoch.</summary>
    public int Epoch { get; }

    /// <summary>The process in data-parallel training.</summary>
    public int Rank { get; }

    /// <summary>
    /// Draws the anchors of rows <paramref name="firstRow"/> .. <paramref name="firstRow"/> + batch - 1 into <paramref name="anchors"/>.
    /// </summary>
    public void SampleAnchors(long firstRow, LatentBatch anchors)
    {
        for (int latent = 0; latent < Layout.Latents.Count; latent++)
        {
            int first = Layout.FirstOfDraw(latent);
            if (first == latent) SampleAnchors(firstRow, anchors, latent);
            else anchors.Values[first].CopyTo(anchors.Values[latent].AsSpan());
        }
    }

    /// <summary>
    /// Perturbs <paramref name="anchors"/>, the rows that begin at <paramref name="firstRow"/>, into <paramref name="positives"/>.
    /// </summary>
    public void SamplePositives(long firstRow, LatentBatch anchors, LatentBatch positives)
    {
        if (positives.Count != anchors.Count)
            throw new ArgumentException($"There are {anchors.Count} anchors but room for {positives.Count} positives.", nameof(positives));
        for (int latent = 0; latent < Layout.Latents.Count; latent++) anchors.Values[latent].CopyTo(positives.Values[latent].AsSpan());
        var draws = new PositiveDraws(Seed, Epoch, firstRow, Rank);
        foreach (var (span, perturbation) in _perturbations) perturbation.Apply(span, anchors, positives, draws);
    }

    void SampleAnchors(long firstRow, LatentBatch anchors, int latent)
    {
        var specification = Layout.Latents[latent];
        var key = new SeedKey(Seed, $"latent/{specification.Draw}/anchor", Epoch, 0, Rank);
        for (int row = 0; row < anchors.Count; row++)
        {
            var stream = new RandomStream(key.At(firstRow + row));
            specification.Prior.Fill(anchors.Row(latent, row), ref stream);
        }
    }
}
