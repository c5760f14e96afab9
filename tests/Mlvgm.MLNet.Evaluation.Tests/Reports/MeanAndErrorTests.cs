using Mlvgm.MLNet.Evaluation.Reports;

namespace Mlvgm.MLNet.Evaluation.Tests.Reports;

public class MeanAndErrorTests
{
    [Theory]
    [InlineData(2, 12.706)]
    [InlineData(3, 4.303)]
    [InlineData(5, 2.776)]
    [InlineData(31, 2.042)]
    public void The_interval_is_students(int count, double quantile)
    {
        double[] values = [.. Enumerable.Range(0, count).Select(i => (double)i)];
        var mean = MeanAndError.Of(values);
        Assert.Equal(quantile, mean.HalfInterval95!.Value / mean.StandardError!.Value, 3);
    }

    [Fact]
    public void A_single_measurement_has_no_interval()
    {
        var mean = MeanAndError.Of([0.5]);
        Assert.Equal((0.5, null, null), (mean.Mean, mean.HalfInterval95, mean.DiffersFromZero));
    }

    [Theory]
    [InlineData(new[] { 1.0, 1.1, 1.2 }, true)]
    [InlineData(new[] { -1.0, 1.1, 1.2 }, false)]
    public void Zero_in_the_interval_shows_nothing(double[] values, bool differs) => Assert.Equal(differs, MeanAndError.Of(values).DiffersFromZero);
}
