using Mlvgm.MLNet.Reports.Text;

namespace Mlvgm.MLNet.Reports.Tests.Text;

public class FiguresTests
{
    [Theory]
    [InlineData(0.0, "0.000")]
    [InlineData(0.12345, "0.123")]
    [InlineData(1.2345, "1.23")]
    [InlineData(-12.345, "-12.3")]
    [InlineData(123456.7, "123457")]
    [InlineData(0.00012345, "1.23e-4")]
    [InlineData(12345678.0, "1.23e7")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.PositiveInfinity, "–")]
    [InlineData(null, "–")]
    public void Three_digits_of_a_number(double? value, string expected) => Assert.Equal(expected, Figures.Short(value));

    [Theory]
    [InlineData(9.94, "9.9 s")]
    [InlineData(600.0, "10.0 min")]
    [InlineData(36000.0, "10.0 h")]
    public void Time_in_the_unit_that_suits_it(double seconds, string expected) => Assert.Equal(expected, Figures.Time(seconds));

    [Theory]
    [InlineData(0.126, "0.13")]
    [InlineData(-3.0, "-3.00")]
    [InlineData(1234.5, "1234.50")]
    [InlineData(null, "–")]
    public void Hundredths_of_a_number(double? value, string expected) => Assert.Equal(expected, Figures.Hundredths(value));

    [Fact]
    public void Figures_do_not_depend_on_the_country()
    {
        using var country = new ForeignCulture();
        Assert.Equal(("-12.3", "0.50", "9.9 s"), (Figures.Short(-12.345), Figures.Hundredths(0.5), Figures.Time(9.94)));
    }

    [Fact]
    public void Items_in_a_sentence()
    {
        Assert.Equal("", Figures.List([]));
        Assert.Equal("a", Figures.List(["a"]));
        Assert.Equal("a, b and c", Figures.List(["a", "b", "c"]));
    }
}
