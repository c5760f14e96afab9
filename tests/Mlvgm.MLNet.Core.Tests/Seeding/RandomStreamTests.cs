using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Tests.Seeding;

public class RandomStreamTests
{
    [Fact]
    public void The_stream_of_a_key_never_changes_between_versions()
    {
        var stream = new RandomStream(new SeedKey(42, "golden", 3, 7, 1));
        uint[] expected = [0xAE04F8AB, 0x1B6D18E8, 0xA8B85193, 0x807B248E, 0xB46111F3, 0xA7FD977F];
        Assert.All(expected, bits => Assert.Equal(bits, stream.NextUInt32()));
    }

    [Fact]
    public void Every_part_of_the_key_matters()
    {
        SeedKey[] keys =
        [
            new(1, "a", 2, 3, 4), new(9, "a", 2, 3, 4), new(1, "b", 2, 3, 4), new(1, "a", 9, 3, 4),
            new(1, "a", 2, 9, 4), new(1, "a", 2, 3, 9), new(1, "a", 4, 3, 2), new(2, "a", 1, 3, 4),
        ];
        Assert.Equal(keys.Length, keys.Select(First64).Distinct().Count());
        Assert.Equal(keys[4], keys[0].At(9));
    }

    [Fact]
    public void A_million_keys_give_a_million_streams()
    {
        HashSet<ulong> seen = [];
        for (int step = 0; step < 250_000; step++)
        {
            seen.Add(First64(new SeedKey(1, "row", 0, step)));
            seen.Add(First64(new SeedKey(1, "row", 1 + step)));
            seen.Add(First64(new SeedKey(1, "row", 0, 0, 1 + step)));
            seen.Add(First64(new SeedKey(2 + (ulong)step, "row")));
        }
        Assert.Equal(1_000_000, seen.Count);
    }

    [Fact]
    public void Streams_do_not_depend_on_the_order_they_are_read_in()
    {
        var key = new SeedKey(5, "row");
        var forward = Enumerable.Range(0, 1000).Select(step => First64(key.At(step))).ToArray();
        var backward = Enumerable.Range(0, 1000).Reverse().AsParallel().AsOrdered().Select(step => First64(key.At(step))).Reverse();
        Assert.Equal(forward, backward);
    }

    [Fact]
    public void Bytes_along_a_stream_and_across_keys_are_uniform()
    {
        var stream = new RandomStream(new SeedKey(1, "uniform"));
        long[] along = new long[256], across = new long[256];
        for (int i = 0; i < 400_000; i++)
        {
            uint bits = stream.NextUInt32(), first = (uint)First64(new SeedKey(1, "uniform", i % 1000, i / 1000));
            for (int shift = 0; shift < 32; shift += 8)
            {
                along[bits >> shift & 255]++;
                across[first >> shift & 255]++;
            }
        }
        Assert.InRange(Statistics.ChiSquaredDeviation(along), -4, 4);
        Assert.InRange(Statistics.ChiSquaredDeviation(across), -4, 4);
    }

    [Fact]
    public void Neighbouring_keys_are_uncorrelated()
    {
        const int n = 200_000;
        double[] first = [.. Enumerable.Range(0, n).Select(step => new RandomStream(new SeedKey(1, "row", 0, step)).NextDouble() - 0.5)];
        double correlation = 12 * first.Skip(1).Zip(first, (a, b) => a * b).Average();
        Assert.InRange(correlation, -5 / Math.Sqrt(n), 5 / Math.Sqrt(n));
    }

    [Fact]
    public void Doubles_are_uniform_in_the_open_interval()
    {
        var stream = new RandomStream(new SeedKey(3, "double"));
        double[] values = [.. Enumerable.Range(0, 200_000).Select(_ => stream.NextDouble())];
        Assert.InRange(values.Min(), double.Epsilon, 1e-3);
        Assert.InRange(values.Max(), 1 - 1e-3, 1 - 1e-17);
        Assert.InRange(Statistics.KolmogorovSmirnov(values, x => x), 0, 2.2);
        Assert.All(values, _ => Assert.InRange(stream.NextUniform(-2, 5), -2, 5));
    }

    [Theory, InlineData(1), InlineData(7), InlineData(100)]
    public void Integers_are_uniform_below_their_maximum(int maximum)
    {
        var stream = new RandomStream(new SeedKey(3, "integer"));
        long[] counts = new long[maximum];
        for (int i = 0; i < 100_000; i++) counts[stream.NextInt32(maximum)]++;
        if (maximum > 1) Assert.InRange(Statistics.ChiSquaredDeviation(counts), -4, 4);
    }

    [Fact]
    public void Integers_below_a_huge_maximum_are_unbiased()
    {
        // 2^32 is 8/3 of this maximum: without rejection, the remainders by 3 would come in the proportion 3 : 3 : 2.
        const int maximum = 3 << 29;
        var stream = new RandomStream(new SeedKey(3, "integer"));
        long[] counts = new long[3];
        for (int i = 0; i < 100_000; i++) counts[stream.NextInt32(maximum) % 3]++;
        Assert.InRange(Statistics.ChiSquaredDeviation(counts), -4, 4);
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.NextInt32(0));
    }

    [Fact]
    public void Keys_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeedKey(1, "a", -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeedKey(1, "a").At(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeedKey(1, "a", rank: -1));
        Assert.Throws<ArgumentException>(() => new SeedKey(1, ""));
    }

    static ulong First64(SeedKey key)
    {
        var stream = new RandomStream(key);
        return (ulong)stream.NextUInt32() << 32 | stream.NextUInt32();
    }
}
