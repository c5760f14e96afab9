namespace Mlvgm.MLNet.Seeding;

/// <summary>
/// A stream of random numbers computed from a key alone (Philox 4x32-10: Salmon et al., SC 2011), so that any draw can be
/// repeated in any order, on any thread, without shared state.
/// </summary>
/// <example>See <c>examples/ApiTour/Randomness.cs</c>.</example>
public struct RandomStream
{
    readonly ulong _key;
    readonly ulong _step;
    uint _block;
    uint _x0, _x1, _x2, _x3;
    int _left;

    /// <summary>Opens the stream that belongs to <paramref name="key"/>, at its beginning.</summary>
    public RandomStream(in SeedKey key)
    {
        _key = Mix(key.Seed ^ Mix(key.Purpose ^ Mix((ulong)(uint)key.Epoch << 32 | (uint)key.Rank)));
        _step = (ulong)key.Step;
    }

    /// <summary>The next 32 uniform bits.</summary>
    public uint NextUInt32()
    {
        if (_left == 0) Refill();
        return _left-- switch { 4 => _x0, 3 => _x1, 2 => _x2, _ => _x3 };
    }

    /// <summary>Uniform in the open interval (0, 1), 52 bits.</summary>
    public double NextDouble()
    {
        ulong bits = (ulong)NextUInt32() << 32 | NextUInt32();
        return ((bits >> 12) + 0.5) * (1.0 / (1UL << 52));
    }

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>].</summary>
    public double NextUniform(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>Uniform over 0 .. <paramref name="exclusiveMaximum"/> - 1, without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is below 1.</exception>
    public int NextInt32(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMaximum, 1);
        uint range = (uint)exclusiveMaximum, threshold = (uint)(-range) % range;
        while (true)
        {
            ulong product = (ulong)NextUInt32() * range;
            if ((uint)product >= threshold) return (int)(product >> 32);
        }
    }

    void Refill()
    {
        (_x0, _x1, _x2, _x3) = Philox.Block((uint)_step, (uint)(_step >> 32), _block, 0, (uint)_key, (uint)(_key >> 32));
        _block = checked(_block + 1);
        _left = 4;
    }

    /// <summary>A bijective 64-bit mixer (the finaliser of SplitMix64).</summary>
    internal static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
