using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>
/// Names the random numbers of one view of a batch. Those of a sample depend on (seed, view, epoch, row, rank) and the
/// augmentation, never on the batch size.
/// </summary>
/// <param name="Seed">The user's seed.</param>
/// <param name="View">Which view: <c>anchor</c> or <c>positive</c>.</param>
/// <param name="Epoch">The epoch, 0-based.</param>
/// <param name="FirstRow">The row, within the epoch, of the batch's first sample.</param>
/// <param name="Rank">The process in data-parallel training.</param>
/// <example>See <c>examples/ApiTour/AugmentedViews.cs</c>.</example>
public readonly record struct ViewDraws(ulong Seed, string View, int Epoch, long FirstRow, int Rank = 0)
{
    /// <summary>The key of one augmentation's draws; sample i of the batch draws from <c>key.At(FirstRow + i)</c>.</summary>
    public SeedKey KeyOf(string augmentation) => new(Seed, $"augmentation/{View}/{augmentation}", Epoch, FirstRow, Rank);
}
