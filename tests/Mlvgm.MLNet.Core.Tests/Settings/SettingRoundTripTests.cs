using System.Text.Json.Nodes;
using CsCheck;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Core.Tests.Settings;

/// <summary>Options with random values: text and JSON say what the object holds, in every country.</summary>
public class SettingRoundTripTests
{
    static readonly Gen<Kitchen> Kitchens = Gen.Select(
        Gen.Int[1, 9], Gen.Double[0.0001, 1], Gen.Float[0, 1000].Array[0, 5], Gen.Long.Nullable(), Gen.Bool,
            Gen.Select(Gen.Bool, Gen.Int[-500, 299], Gen.ULong, Gen.Double[0.1, 1e6]))
        .Select((guests, salt, courses, stop, singing, more) => new Kitchen
        {
            GuestCount = guests,
            Salt = salt,
            Courses = courses,
            StopAfter = stop,
            Singing = singing,
            Fire = more.Item1 ? Fire.HighHeat : Fire.LowHeat,
            Oven = new Oven { Degrees = more.Item2, Seed = more.Item3 },
            Dish = new Soup { Litres = more.Item4 },
        });

    [Fact]
    public void Every_value_reads_back_from_its_text() => Kitchens.Sample(kitchen =>
    {
        SettingsOf.Validate(kitchen);
        foreach (var (owner, setting) in SettingsOf.All(kitchen)) Assert.Equal(setting.Of(owner), setting.Parse(Setting.Format(setting.Of(owner))));
    }, iter: 300);

    [Fact]
    public void A_list_that_reads_like_a_number_with_a_decimal_comma_has_a_blank_instead()
    {
        Assert.Equal("0 6", Setting.Format(new[] { 0f, 6f }));
        Assert.Equal("1,6", Setting.Format(new[] { 1f, 6f }));
        Assert.Equal("0,6", Setting.Format(new[] { 0, 6 }));
        Assert.Equal("0,6,7", Setting.Format(new[] { 0.0, 6, 7 }));
        Assert.Equal(new[] { 0f, 6f }, Find("courses").Parse("0 6"));
        Assert.Contains("write 0.6 for one number, '0 6' for two", Assert.Throws<SettingsException>(() => Find("courses").Parse("0,6")).Message);
    }

    [Fact]
    public void A_copy_of_all_its_texts_is_the_same_options() => Kitchens.Sample(kitchen =>
    {
        var values = SettingsOf.All(kitchen).ToDictionary(found => found.Setting, found => found.Setting.Parse(Setting.Format(found.Setting.Of(found.Owner))));
        Assert.Equal(SettingsJson.Of(kitchen).ToJsonString(), SettingsJson.Of(SettingsOf.With(new Kitchen(), values)).ToJsonString());
    }, iter: 200);

    [Fact]
    public void The_JSON_holds_every_value_under_its_name() => Kitchens.Sample(kitchen =>
    {
        var json = JsonNode.Parse(SettingsJson.Of(kitchen).ToJsonString())!.AsObject();
        Assert.Equal(
            (kitchen.GuestCount, kitchen.Salt, kitchen.StopAfter, kitchen.Singing, kitchen.Oven.Degrees, kitchen.Oven.Seed, ((Soup)kitchen.Dish).Litres),
            ((int)json["guestCount"]!, (double)json["salt"]!, (long?)json["stopAfter"], (bool)json["singing"]!, (int)json["degrees"]!, (ulong)json["seed"]!,
                (double)json["litres"]!));
        Assert.Equal(kitchen.Courses, json["courses"]!.AsArray().Select(item => (float)item!));
        Assert.Equal((kitchen.Fire == Fire.LowHeat ? "lowHeat" : "highHeat", "Soup"), ((string?)json["fire"], (string?)json["dish"]));
    }, iter: 200);

    [Fact]
    public void Two_options_that_decide_the_same_differ_in_what_is_free_alone() => Gen.Select(Kitchens, Gen.Bool).Sample((kitchen, singing) =>
    {
        string before = SettingsJson.Deciding(kitchen).ToJsonString();
        Assert.Equal(before, SettingsJson.Deciding(kitchen with { Singing = singing }).ToJsonString());
        Assert.NotEqual(before, SettingsJson.Deciding(kitchen with { GuestCount = kitchen.GuestCount + 1 }).ToJsonString());
        Assert.NotEqual(before, SettingsJson.Deciding(kitchen with { Oven = kitchen.Oven with { Seed = unchecked(kitchen.Oven.Seed + 1) } }).ToJsonString());
    }, iter: 100);

    [Fact]
    public void Texts_and_values_do_not_depend_on_the_country()
    {
        using var country = new ForeignCulture();
        Assert.Equal("-0.25", Setting.Format(-0.25));
        Assert.Equal("1,-2.5", Setting.Format(new[] { 1f, -2.5f }));
        Assert.Equal(-40, Find("degrees").Parse("-40"));
        Assert.Equal(0.05, Find("salt").Parse("0.05"));
        Assert.Throws<SettingsException>(() => Find("salt").Parse("0,05"));
        Assert.Equal("in (0, 1]", Find("salt").Range);
    }

    [Theory]
    [InlineData("guestCount", "Guests at the table.", "1 or more", "N", false, false)]
    [InlineData("salt", "The share of salt.", "in (0, 1]", "X", false, false)]
    [InlineData("courses", "Courses.", "0 or more", "X", true, false)]
    [InlineData("stopAfter", "When to stop; never when none.", null, "N", false, true)]
    [InlineData("singing", "Whether somebody sings.", null, "BOOL", false, false)]
    [InlineData("cook", "Who cooks.", null, "TEXT", false, false)]
    [InlineData("fire", "The fire.", null, "WORD", false, false)]
    [InlineData("degrees", "Degrees.", "below 300", "N", false, false)]
    [InlineData("litres", "Litres.", "above 0", "X", false, false)]
    public void A_setting_says_what_it_is_and_what_it_takes(string name, string text, string? range, string placeholder, bool list, bool optional)
    {
        var setting = Find(name);
        Assert.Equal((text, range, placeholder, list, optional), (setting.Text, setting.Range, setting.Placeholder, setting.IsList, setting.IsOptional));
        Assert.Equal(name == "fire" ? ["LowHeat", "HighHeat"] : [], setting.Words);
        Assert.Equal(name == "singing", setting.IsFree);
    }

    [Theory]
    [InlineData("litres", "1e999", "Litres (--litres) is Infinity; it is above 0.")]
    [InlineData("stopAfter", "9223372036854775808", "--stop-after is '9223372036854775808'; expected a whole number without separators, or none.")]
    [InlineData("cook", "", "Cook (--cook) is empty.")]
    [InlineData("courses", "1,x", "--courses is '1,x'; expected a number, with a point before decimals and no separators.")]
    [InlineData("seed", "-1", "--seed is '-1'; expected a whole number without separators.")]
    [InlineData("degrees", " 300 ", "Degrees (--degrees) is 300; it is below 300.")]
    public void A_value_that_is_none_is_refused_with_what_is_expected(string name, string text, string message)
    {
        string actual = Assert.Throws<SettingsException>(() => Find(name).Parse(text)).Message;
        Assert.Equal(message.Replace("Infinity", Setting.Format(double.PositiveInfinity), StringComparison.Ordinal), actual);
    }

    [Fact]
    public void A_setting_of_a_type_without_a_text_or_JSON_is_an_error_of_the_programmer()
    {
        var setting = SettingsOf.All(new Odd()).Single().Setting;
        Assert.Contains("A setting of type System.Int16 has no text form", Assert.Throws<NotSupportedException>(() => setting.Parse("1")).Message);
        Assert.Contains("A setting of type System.Int16 has no JSON form", Assert.Throws<NotSupportedException>(() => SettingsJson.Of(new Odd())).Message);
        Assert.Equal("7", Setting.Format((short)7));
        Assert.Equal("none", Setting.Format(null));
        Assert.Equal("true", Setting.Format(true));
    }

    static Setting Find(string name) => SettingsOf.All(new Kitchen()).Single(found => found.Setting.Name == name).Setting;

    sealed record Odd : ISettings
    {
        [Setting("A short number.")]
        public short Number { get; init; } = 1;
    }
}
