using System.Text;

namespace Mlvgm.MLNet.Seeding;

/// <summary>Names one stream of random numbers. Equal keys give equal streams; keys that differ anywhere give independent ones.</summary>
/// <example>See <c>examples/ApiTour/Randomness.cs</c>.</example>
public readonly record struct SeedKey
{
    /// <summary>Creates a key.</summary>
    /// <param name="seed">The user's seed.</param>
    /// <param name="purpose">What is drawn, such as <c>"latent/z0/anchor"</c>.</param>
    /// <param name="epoch">The epoch, 0-based.</param>
    /// <param name="step">The position within the epoch: a row for per-sample draws, a step for per-batch draws.</param>
    /// <param name="rank">The process in data-parallel training.</param>
    /// <exception cref="ArgumentOutOfRangeException">Epoch, step or rank is negative.</exception>
    public SeedKey(ulong seed, string purpose, int epoch = 0, long step = 0, int rank = 0)
        : this(seed, Hash(purpose), epoch, step, rank)
    {
    }

    SeedKey(ulong seed, ulong purpose, int epoch, long step, int rank)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        (Seed, Purpose, Epoch, Step, Rank) = (seed, purpose, epoch, step, rank);
    }

    /// <summary>The user's seed.</summary>
    public ulong Seed { get; }

    /// <summary>A 64-bit hash of what is drawn.</summary>
    public ulong Purpose { get; }

    /// <summary>The epoch.</summary>
    public int Epoch { get; }

    /// <summary>The row or step within the epoch.</summary>
    public long Step { get; }

    /// <summary>The process in data-parallel training.</summary>
    public int Rank { get; }

    /// <summary>The same key at another step: what a loop over rows uses, since the purpose is hashed once.</summary>
    public SeedKey At(long step) => new(Seed, Purpose, Epoch, step, Rank);

    // FNV-1a over UTF-8, finished by the mixer: stable across versions and platforms, unlike string.GetHashCode.
    static ulong Hash(string purpose)
    {
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        ulong hash = 0xCBF29CE484222325;
        foreach (byte b in Encoding.UTF8.GetBytes(purpose)) hash = (hash ^ b) * 0x100000001B3;
        return RandomStream.Mix(hash);
    }
}
