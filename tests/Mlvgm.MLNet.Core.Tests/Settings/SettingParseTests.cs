using CsCheck;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Core.Tests.Settings;

public class SettingParseTests
{
    static Setting Of(string name) => SettingsOf.All(new Kitchen()).Single(found => found.Setting.Name == name).Setting;

    [Theory]
    [InlineData("guestCount", "12", 12)]
    [InlineData("salt", "0.05", 0.05)]
    [InlineData("salt", "5e-2", 0.05)]
    [InlineData("stopAfter", "none", null)]
    [InlineData("stopAfter", "7", 7L)]
    [InlineData("singing", "TRUE", true)]
    [InlineData("fire", "highheat", Fire.HighHeat)]
    [InlineData("seed", "18446744073709551615", ulong.MaxValue)]
    [InlineData("cook", "none", "none")]
    public void A_value_is_read(string name, string text, object? expected) => Assert.Equal(expected, Of(name).Parse(text));

    [Fact]
    public void A_list_is_read_with_commas_or_blanks()
    {
        Assert.Equal(new[] { 1f, 0.5f }, Of("courses").Parse("1,0.5"));
        Assert.Equal(new[] { 1f, 0.5f }, Of("courses").Parse("1 0.5"));
    }

    [Theory]
    [InlineData("salt", "0,05", "--salt is '0,05'; expected a number, with a point before decimals and no separators.")]
    [InlineData("guestCount", "1,000", "--guests is '1,000'; expected a whole number without separators.")]
    [InlineData("guestCount", "1.5", "--guests is '1.5'; expected a whole number without separators.")]
    [InlineData("stopAfter", "soon", "--stop-after is 'soon'; expected a whole number without separators, or none.")]
    [InlineData("fire", "1", "--fire is '1'; expected one of LowHeat, HighHeat.")]
    [InlineData("singing", "yes", "--singing is 'yes'; expected true or false.")]
    [InlineData("salt", "NaN", "Salt (--salt) is NaN; it is in (0, 1].")]
    [InlineData("guestCount", "0", "GuestCount (--guests) is 0; it is 1 or more: nobody cooks for nobody.")]
    public void What_is_no_value_is_refused_in_one_line(string name, string text, string message) =>
        Assert.Equal(message, Assert.Throws<SettingsException>(() => Of(name).Parse(text)).Message);

    [Fact]
    public void Every_number_reads_back_as_it_was_written() => Gen.Double.Where(double.IsFinite).Sample(number =>
    {
        var setting = new SettingsProbe().Setting;
        Assert.Equal(number, setting.Parse(Setting.Format(number)));
    });

    sealed record SettingsProbe : ISettings
    {
        [Setting("Any number.")]
        public double Number { get; init; }

        public Setting Setting => SettingsOf.All(this).Single().Setting;
    }
}
