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
    public void A_file_decides_by_what_is_in_it()
    {
        using var folder = new TemporaryFolder();
        string Deciding(string name) => SettingsJson.Deciding(new Pantry { Recipe = folder.File(name) }).ToJsonString();
        folder.Write("a", "soup");
        folder.Write("b", "soup");
        string before = Deciding("a");
        Assert.Equal(before, Deciding("b"));
        folder.Write("a", "stew");
        Assert.NotEqual(before, Deciding("a"));
        Assert.Contains("null", SettingsJson.Deciding(new Pantry()).ToJsonString());
        Assert.Contains("a\"", SettingsJson.Of(new Pantry { Recipe = folder.File("a") }).ToJsonString());
    }

    [Fact]
    public void Two_settings_of_one_name_are_an_error_of_the_programmer() =>
        Assert.Contains("'degrees'", Assert.Throws<InvalidOperationException>(() => SettingsJson.Of(new TwoOvens())).Message);

    sealed record Pantry : ISettings
    {
        [Setting("The recipe.", IsFile = true)]
        public string? Recipe { get; init; }
    }

    sealed record TwoOvens : ISettings
    {
        public Oven First { get; init; } = new();

        public Oven Second { get; init; } = new();
    }
}
