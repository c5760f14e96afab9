using CsCheck;
using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Tests.Latents;

public class NormalDistributionTests
{
    // Computed with 40 digits by mpmath.
    [Theory]
    [InlineData(-8, 6.22096057427178412e-16)]
    [InlineData(-5, 2.86651571879193912e-7)]
    [InlineData(-3.0000001, 0.00134989758844532054)]
    [InlineData(-2.9999999, 0.00134989847481500147)]
    [InlineData(-1.96, 0.0249978951482204362)]
    [InlineData(-0.5, 0.308537538725986896)]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068542949)]
    [InlineData(2.5, 0.993790334674223865)]
    [InlineData(6, 0.999999999013412355)]
    public void Cumulative_is_exact_to_1e_13(double x, double expected) =>
        Assert.InRange(NormalDistribution.Cumulative(x) / expected, 1 - 1e-13, 1 + 1e-13);

    [Theory]
    [InlineData(1e-12, -7.03448382530113193)]
    [InlineData(1e-6, -4.75342430882289896)]
    [InlineData(0.01, -2.32634787404084109)]
    [InlineData(0.02425, -1.97296105131188484)]
    [InlineData(0.3, -0.524400512708040816)]
    [InlineData(0.9, 1.28155156554460059)]
    [InlineData(0.999, 3.09023230616781328)]
    public void Quantile_is_exact_to_1_15e_9(double probability, double expected) =>
        Assert.InRange(NormalDistribution.Quantile(probability) / expected, 1 - 1.15e-9, 1 + 1.15e-9);

    [Fact]
    public void Quantile_inverts_Cumulative() => Gen.Double[-7, 5].Sample(x =>
        Math.Abs(NormalDistribution.Quantile(NormalDistribution.Cumulative(x)) - x) <= 1.15e-9 * Math.Abs(x) + 1e-10);

    [Fact]
    public void Both_are_monotonic() => Gen.Select(Gen.Double[-9, 9], Gen.Double[1e-6, 1]).Sample((x, step) =>
        NormalDistribution.Cumulative(x) <= NormalDistribution.Cumulative(x + step));

    [Fact]
    public void The_limits_are_exact()
    {
        Assert.Equal(0, NormalDistribution.Cumulative(double.NegativeInfinity));
        Assert.Equal(1, NormalDistribution.Cumulative(double.PositiveInfinity));
        Assert.Equal(double.NegativeInfinity, NormalDistribution.Quantile(0));
        Assert.Equal(double.PositiveInfinity, NormalDistribution.Quantile(1));
        Assert.Equal(0, NormalDistribution.Quantile(0.5));
    }

    [Theory, InlineData(-0.1), InlineData(1.1), InlineData(double.NaN)]
    public void A_probability_outside_0_to_1_is_refused(double probability) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(probability));
}
