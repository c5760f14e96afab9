using Mlvgm.Testing.WeightFiles;

namespace Mlvgm.Testing.Fuzzing;

/// <summary>One damaged file.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="Sample">The file that it was.</param>
/// <param name="Kind">What was done to it.</param>
/// <param name="MustBeEqual">Whether a reader that takes it must give the tensors of the sample: one change, and checksums that show it.</param>
public sealed record FuzzInput(byte[] Bytes, SampleFile Sample, string Kind, bool MustBeEqual)
{
    /// <summary>The case that <paramref name="seed"/> and <paramref name="index"/> name; the same in every run.</summary>
    public static FuzzInput Create(int seed, int index)
    {
        var samples = SampleFiles.All;
        var random = new Random(HashCode(seed, index));
        var sample = samples[index % samples.Count];
        var mutation = new Mutation(random);
        return random.Next(40) switch
        {
            0 => new(mutation.Swell(sample.Bytes), sample, "swollen", false),
            1 when sample.Repack is { } repack => new(repack(mutation.Swell(sample.Contents!)), sample, "swollen contents", false),
            < 8 => new(mutation.Often(sample.Bytes), sample, "several changes", false),
            < 14 => new(mutation.Splice(sample.Bytes, samples[random.Next(samples.Count)].Bytes), sample, "splice", false),
            < 20 when sample.Repack is { } repack => new(repack(mutation.Often(sample.Contents!)), sample, "changed contents, right checksum", false),
            < 26 when sample.Repack is { } repack => new(repack(new RandomPickle(random).Next()), sample, "random pickle", false),
            < 26 => new(new RandomPickle(random).Next(), sample, "random pickle", false),
            _ => new(mutation.Once(sample.Bytes), sample, "one change", sample.Checksummed),
        };
    }

    /// <summary>Mixes two numbers; unlike the framework's, the same in every process.</summary>
    static int HashCode(int seed, int index) => unchecked((int)(((ulong)(uint)seed << 32 | (uint)index) * 0x9E3779B97F4A7C15UL >> 32));
}
