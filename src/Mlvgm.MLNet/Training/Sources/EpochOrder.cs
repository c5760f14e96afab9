using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Training.Sources;

/// <summary>In which order an epoch has the rows of an input that it has all of.</summary>
static class EpochOrder
{
    /// <summary>The numbers of all rows, in the order of the epoch.</summary>
    public static int[] Of(int count, ulong seed, int epoch) => Permutation.Of(count, new SeedKey(seed, "rows/order", epoch));
}
