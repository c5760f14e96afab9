namespace Mlvgm.MLNet.Seeding;

/// <summary>Random orders.</summary>
/// <example>See <c>examples/ApiTour/Randomness.cs</c>.</example>
public static class Permutation
{
    /// <summary>The numbers 0 .. <paramref name="count"/> - 1 in a random order, a function of the key alone (Fisher and Yates).</summary>
    /// <param name="count">How many; 0 or more.</param>
    /// <param name="key">The key of the draw.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public static int[] Of(int count, in SeedKey key)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int[] order = [.. Enumerable.Range(0, count)];
        var stream = new RandomStream(key);
        for (int i = count - 1; i > 0; i--)
        {
            int j = stream.NextInt32(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }
}
