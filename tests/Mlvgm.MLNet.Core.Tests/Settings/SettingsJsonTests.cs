using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Core.Tests.Settings;

public class SettingsJsonTests
{
    [Fact]
    public void Options_are_one_flat_object_with_the_names_of_choices() => Assert.Equal(
        """{"dish":"Soup","guestCount":4,"salt":0.25,"courses":[1,2.5],"stopAfter":null,"fire":"lowHeat","singing":false,"cook":"Ada","degrees":180,"seed":18446744073709551615,"spoons":1,"litres":1.5}""",
        SettingsJson.Of(new Kitchen()).ToJsonString());

    [Fact]
    public void What_is_free_is_left_out_of_what_decides() => Assert.False(SettingsJson.Deciding(new Kitchen()).ContainsKey("singing"));

    [Fact]
    public void Two_settings_of_one_name_are_an_error_of_the_programmer() =>
        Assert.Contains("'degrees'", Assert.Throws<InvalidOperationException>(() => SettingsJson.Of(new TwoOvens())).Message);

    sealed record TwoOvens : ISettings
    {
        public Oven First { get; init; } = new();

        public Oven Second { get; init; } = new();
    }
}
