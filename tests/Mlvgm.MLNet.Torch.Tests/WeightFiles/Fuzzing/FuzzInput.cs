using Mlvgm.MLNet.Torch.Tests.WeightFiles.Samples;

namespace Mlvgm.MLNet.Torch.Tests.WeightFiles.Fuzzing;

/// <summary>One damaged file.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="Sample">The file that it was.</param>
/// <param name="Kind">What was done to it.</param>
/// <param name="MustBeEqual">Whether a reader that takes it must give the tensors of the sample: one change, and checksums that show it.</param>
sealed record FuzzInput(byte[] Bytes, SampleFile Sample, string Kind, bool MustBeEqual)
{
    /// <summary>The case that <paramref name="seed"/> and <paramref name="index"/> name; the same in every run.</summary>
    public static FuzzInput Create(int seed, int index)
    {
        var samples = SampleFiles.All;
        var random = new Random(HashCode(seed, index));
        var sample = samples[index % samples.Count];
        var mutation = new Mutation(random);
        return random.Next(6) switch
        {
            0 => new(mutation.Once(sample.Bytes), sample, "one change", sample.Checksummed),
            1 => new(mutation.Often(sample.Bytes), sample, "several changes", false),
            2 => new(mutation.Splice(sample.Bytes, samples[random.Next(samples.Count)].Bytes), sample, "splice", false),
            3 when sample.Repack is { } repack => new(repack(mutation.Often(sample.Pickle!)), sample, "changed pickle, right checksum", false),
            4 when sample.Repack is { } repack => new(repack(new RandomPickle(random).Next()), sample, "random pickle", false),
            4 => new(new RandomPickle(random).Next(), sample, "random pickle", false),
            _ => new(mutation.Once(sample.Bytes), sample, "one change", sample.Checksummed),
        };
    }

    /// <summary>Mixes two numbers; unlike the framework's, the same in every process.</summary>
    static int HashCode(int seed, int index) => unchecked((int)(((ulong)(uint)seed << 32 | (uint)index) * 0x9E3779B97F4A7C15UL >> 32));
}
