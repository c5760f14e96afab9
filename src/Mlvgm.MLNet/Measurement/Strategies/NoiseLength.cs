using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Measurement.Strategies;

/// <summary>How long noise is on average.</summary>
static class NoiseLength
{
    const int Numbers = 4_000_000;

    /// <summary>
    /// E‖n‖ for n of <paramref name="size"/> independent coordinates from N^t(0, 1, truncation): the mean of draws from a fixed stream, four
    /// million numbers in all, so within 0.05 % for any size.
    /// </summary>
    public static double MeanOfUnit(int size, double truncation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var noise = new TruncatedNormal(0, 1, truncation);
        int draws = Math.Max(1, Numbers / size);
        double[] lengths = new double[draws];
        var key = new SeedKey(0, "noise-length");
        Parallel.For(0, draws, () => new float[size], (draw, _, vector) =>
        {
            var stream = new RandomStream(key.At(draw));
            noise.Fill(vector, ref stream);
            lengths[draw] = Math.Sqrt(vector.Sum(x => (double)x * x));
            return vector;
        }, _ => { });
        return lengths.Average();
    }
}
