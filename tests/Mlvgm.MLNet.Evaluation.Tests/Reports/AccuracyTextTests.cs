using Mlvgm.MLNet.Evaluation.Reports;

namespace Mlvgm.MLNet.Evaluation.Tests.Reports;

public class AccuracyTextTests
{
    [Fact]
    public void Nothing_measured_is_a_dash()
    {
        Assert.Equal("–", AccuracyText.Of(null));
        Assert.Equal("–", AccuracyText.Difference(null));
        Assert.Equal("–", AccuracyText.Share(null));
        Assert.Equal("all labels", AccuracyText.Labels(null));
    }

    [Theory]
    [InlineData(0.8456, "84.6")]
    [InlineData(1, "100.0")]
    [InlineData(0, "0.0")]
    [InlineData(0.0004, "0.0")]
    public void An_accuracy_is_in_per_cent_with_one_digit(double value, string expected)
    {
        Assert.Equal(expected, AccuracyText.Of(MeanAndError.Of([value])));
        Assert.Equal(expected, AccuracyText.Share(value));
    }

    [Theory]
    [InlineData(0.0123, "+1.2")]
    [InlineData(-0.0123, "−1.2")]
    [InlineData(0, "0.0")]
    [InlineData(-0.0004, "0.0")]
    [InlineData(0.0004, "0.0")]
    public void A_difference_has_its_sign_and_nothing_has_none(double value, string expected) =>
        Assert.Equal(expected, AccuracyText.Difference(MeanAndError.Of([value])));

    [Fact]
    public void Several_measurements_have_an_interval()
    {
        // The deviation is 0.02, so half the interval is 4.303 * 0.02 / sqrt(3).
        Assert.Equal("62.0 ± 5.0", AccuracyText.Of(MeanAndError.Of([0.60, 0.62, 0.64])));
        Assert.Equal("−62.0 ± 5.0", AccuracyText.Difference(MeanAndError.Of([-0.60, -0.62, -0.64])));
    }

    [Fact]
    public void Texts_do_not_depend_on_the_country()
    {
        using var country = new ForeignCulture();
        Assert.Equal("62.0 ± 5.0", AccuracyText.Of(MeanAndError.Of([0.60, 0.62, 0.64])));
        Assert.Equal("−1.2", AccuracyText.Difference(MeanAndError.Of([-0.0123])));
        Assert.Equal("1000 labels a class", AccuracyText.Labels(1000));
    }

    [Fact]
    public void Nothing_has_no_mean() => Assert.Contains("nothing to average", Assert.Throws<ArgumentException>(() => MeanAndError.Of([])).Message);
}
