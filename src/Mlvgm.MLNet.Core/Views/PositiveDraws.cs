using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Views;

/// <summary>
/// Names the random numbers that make positives. Latents of one draw share them, as StyleGAN2's groups do in the paper's code
/// (docs/method/perturbations.md#shared-noise).
/// </summary>
/// <param name="Seed">The user's seed.</param>
/// <param name="Epoch">The epoch, 0-based.</param>
/// <param name="FirstRow">The row, within the epoch, of the batch's first sample.</param>
/// <param name="Rank">The process in data-parallel training.</param>
/// <example>See <c>examples/ApiTour/LatentVectors.cs</c>.</example>
public readonly record struct PositiveDraws(ulong Seed, int Epoch, long FirstRow, int Rank = 0)
{
    /// <summary>The key of a latent's perturbation; sample i of the batch draws from <c>key.At(FirstRow + i)</c>.</summary>
    public SeedKey KeyOf(LatentSpecification latent) => new(Seed, $"latent/{latent.Draw}/positive", Epoch, 0, Rank);

    /// <summary>The same for a perturbation that shares no random numbers with those of other spans.</summary>
    public SeedKey KeyOf(LatentSpecification latent, LatentSpan span)
    {
        ArgumentNullException.ThrowIfNull(span);
        return new(Seed, $"latent/{latent.Draw}/positive/{span.LatentNames[0]}", Epoch, 0, Rank);
    }
}
