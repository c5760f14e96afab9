using CsCheck;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Tests.Latents;

public class TruncatedNormalTests
{
    const int Count = 200_000;

    static double[] Draw(TruncatedNormal distribution, int count = Count, ulong seed = 11)
    {
        var stream = new RandomStream(new SeedKey(seed, "test"));
        float[] values = new float[count];
        distribution.Fill(values, ref stream);
        return Array.ConvertAll(values, value => (double)value);
    }

    // s(t) = sqrt(1 - 2 t phi(t) / (2 Phi(t) - 1)), by mpmath.
    [Theory]
    [InlineData(0.5, 0.28388229)]
    [InlineData(0.9, 0.4919532921)]
    [InlineData(1.0, 0.5395600938)]
    [InlineData(2.0, 0.879625661)]
    [InlineData(3.0, 0.9865783926)]
    [InlineData(double.PositiveInfinity, 1)]
    public void The_moments_are_those_of_the_closed_form_in_units_of_sigma(double truncation, double deviation)
    {
        var values = Draw(new TruncatedNormal(0.7, 0.2, truncation));
        double error = 5 / Math.Sqrt(Count); // 5 standard errors of the mean; of the deviation, which is known better, more
        Assert.InRange((values.Average() - 0.7) / (0.2 * deviation), -error, error);
        Assert.InRange(Statistics.StandardDeviation(values) / (0.2 * deviation), 1 - error, 1 + error);
    }

    [Theory]
    [InlineData(0, 1, 0.1)]
    [InlineData(0, 1, 0.9)]
    [InlineData(0, 1, 2)]
    [InlineData(-1, 0.3, 1)]
    [InlineData(2, 5, double.PositiveInfinity)]
    public void Kolmogorov_and_Smirnov_find_no_difference(double mean, double deviation, double truncation)
    {
        double below = NormalDistribution.Cumulative(-truncation), range = 1 - 2 * below;
        double Expected(double x) => (NormalDistribution.Cumulative((x - mean) / deviation) - below) / range;
        Assert.InRange(Statistics.KolmogorovSmirnov(Draw(new TruncatedNormal(mean, deviation, truncation)), Expected), 0, 2.2);
    }

    [Fact]
    public void No_draw_lies_outside_the_bounds() => Gen.Select(Gen.Double[-5, 5], Gen.Double[0, 3], Gen.Double[1e-6, 6], Gen.ULong).Sample(
        (mean, deviation, truncation, seed) =>
        {
            float low = (float)(mean - deviation * truncation), high = (float)(mean + deviation * truncation);
            return Draw(new TruncatedNormal(mean, deviation, truncation), 200, seed).All(x => low <= x && x <= high);
        });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(64)]
    [InlineData(8192)]
    public void The_mean_length_of_untruncated_vectors_is_that_of_the_chi_distribution(int dimensions)
    {
        // √2 Γ((d + 1)/2) / Γ(d/2), by the recurrence m(d + 2) = m(d) (d + 1)/d.
        double expected = dimensions % 2 == 1 ? Math.Sqrt(2 / Math.PI) : Math.Sqrt(Math.PI / 2);
        for (int d = dimensions % 2 == 1 ? 1 : 2; d < dimensions; d += 2) expected *= (d + 1.0) / d;
        Assert.Equal(0.7 * expected, new TruncatedNormal(5, 0.7).MeanLength(dimensions), 1e-6 * expected);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.9)]
    [InlineData(2)]
    [InlineData(6)]
    public void The_mean_length_in_one_dimension_is_the_mean_absolute_value(double truncation)
    {
        double density = (1 - Math.Exp(-truncation * truncation / 2)) / Math.Sqrt(2 * Math.PI);
        double expected = 2 * density / (1 - 2 * NormalDistribution.Cumulative(-truncation));
        Assert.Equal(expected, new TruncatedNormal(truncation: truncation).MeanLength(1), 1e-6 * expected);
    }

    [Theory]
    [InlineData(3, 0.9)]
    [InlineData(20, 2)]
    [InlineData(400, 1)]
    public void The_mean_length_is_that_of_draws(int dimensions, double truncation)
    {
        var distribution = new TruncatedNormal(0, 0.2, truncation);
        double[] lengths = [.. Draw(distribution, Count).Chunk(dimensions).Where(x => x.Length == dimensions).Select(x => Math.Sqrt(x.Sum(y => y * y)))];
        double error = Statistics.StandardDeviation(lengths) / Math.Sqrt(lengths.Length);
        Assert.InRange(lengths.Average() - distribution.MeanLength(dimensions), -5 * error, 5 * error);
    }

    [Fact]
    public void A_vector_has_a_dimension() => Assert.Throws<ArgumentOutOfRangeException>(() => TruncatedNormal.Standard.MeanLength(0));

    [Fact]
    public void A_deviation_of_zero_gives_the_mean() => Assert.All(Draw(new TruncatedNormal(3, 0, 2), 100), x => Assert.Equal(3, x));

    [Fact]
    public void Successive_draws_are_uncorrelated()
    {
        var values = Draw(TruncatedNormal.Standard);
        for (int lag = 1; lag <= 4; lag++)
        {
            double correlation = values.Skip(lag).Zip(values, (a, b) => a * b).Sum() / Count;
            Assert.InRange(correlation, -5 / Math.Sqrt(Count), 5 / Math.Sqrt(Count));
        }
    }

    [Theory]
    [InlineData(double.NaN, 1, 1)]
    [InlineData(0, -1, 1)]
    [InlineData(0, double.PositiveInfinity, 1)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 1, double.NaN)]
    public void Parameters_out_of_range_are_refused(double mean, double deviation, double truncation) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TruncatedNormal(mean, deviation, truncation));

    [Fact]
    public void Equal_parameters_are_equal_distributions() => Assert.Equal(new TruncatedNormal(0, 1, 2), new TruncatedNormal(0, 1, 2));
}
