using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Measurement.Training;

/// <summary>Seeds for the parts of a level's measurement: none sees the latents or initial weights of another level or part.</summary>
/// <param name="Seed">The measurement's seed.</param>
/// <param name="Level">The level's name.</param>
readonly record struct LevelSeeds(ulong Seed, string Level)
{
    /// <summary>The seed of one part.</summary>
    public ulong For(string part)
    {
        var stream = new RandomStream(new SeedKey(Seed, $"measurement/{Level}/{part}"));
        return (ulong)stream.NextUInt32() << 32 | stream.NextUInt32();
    }
}
