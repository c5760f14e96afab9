using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Core.Tests.Settings;

public class SettingsOfTests
{
    [Fact]
    public void Settings_come_in_the_order_of_declaration_with_those_of_parts_and_a_base_first() => Assert.Equal(
        ["guestCount", "salt", "courses", "stopAfter", "fire", "singing", "cook", "degrees", "seed", "spoons", "litres"],
        SettingsOf.All(new Kitchen()).Select(found => found.Setting.Name));

    [Fact]
    public void An_option_is_named_after_the_property_or_as_declared() => Assert.Equal(
        ["--guests", "--salt", "--courses", "--stop-after"], SettingsOf.All(new Kitchen()).Take(4).Select(found => found.Setting.Option));

    [Fact]
    public void Defaults_are_valid() => SettingsOf.Validate(new Kitchen());

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var wrong = new Kitchen { GuestCount = 0, Salt = double.NaN, Courses = [1, -1], Oven = new Oven { Degrees = 300 }, Fire = (Fire)7 };
        var error = Assert.Throws<SettingsException>(() => SettingsOf.Validate(wrong));
        Assert.Equal(
            [
                "GuestCount (--guests) is 0; it is 1 or more: nobody cooks for nobody.",
                "Salt (--salt) is NaN; it is in (0, 1].",
                "Courses (--courses) is 1,-1; it is 0 or more.",
                "Fire (--fire) is 7; it is one of LowHeat, HighHeat.",
                "Degrees (--degrees) is 300; it is below 300.",
            ],
            error.Violations);
        Assert.StartsWith("5 options are wrong. GuestCount", error.Message);
    }

    [Fact]
    public void What_does_not_go_together_is_found_where_each_value_is_in_its_range() => Assert.Equal(
        "GuestCount 10 and Salt 0.5 do not go together.",
        Assert.Throws<SettingsException>(() => SettingsOf.Validate(new Kitchen { GuestCount = 10, Salt = 0.5 })).Message);

    [Fact]
    public void What_does_not_go_together_is_found_beside_values_out_of_their_ranges() => Assert.Equal(
        ["Degrees (--degrees) is 300; it is below 300.", "GuestCount 10 and Salt 2 do not go together.", "Salt (--salt) is 2; it is in (0, 1]."],
        Assert.Throws<SettingsException>(
            () => SettingsOf.Validate(new Kitchen { GuestCount = 10, Salt = 2, Oven = new Oven { Degrees = 300 } })).Violations.Order(StringComparer.Ordinal));

    [Fact]
    public void A_value_that_is_missing_is_compared_with_nothing() => Assert.Equal(
        ["Courses (--courses) has no value; it needs one."],
        Assert.Throws<SettingsException>(() => SettingsOf.Validate(new Kitchen { GuestCount = 10, Salt = 0.5, Courses = null! })).Violations);

    [Fact]
    public void Several_records_are_refused_at_once_and_nothing_twice()
    {
        var violations = new Violations();
        SettingsOf.Check(new Oven { Degrees = 300 }, violations);
        SettingsOf.Check(new Soup { Litres = 0 }, violations);
        SettingsOf.Check(new Oven { Degrees = 300 }, violations);
        Assert.Equal(["Degrees (--degrees) is 300; it is below 300.", "Litres (--litres) is 0; it is above 0."], violations.Messages);
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0)]
    [InlineData(1.0001)]
    public void Numbers_outside_their_range_are_refused(double salt) =>
        Assert.Throws<SettingsException>(() => SettingsOf.Validate(new Kitchen { Salt = salt }));

    [Fact]
    public void A_copy_has_other_values_in_the_record_and_in_its_parts()
    {
        var kitchen = new Kitchen { Cook = "Grace" };
        var settings = SettingsOf.All(kitchen).ToDictionary(found => found.Setting.Name, found => found.Setting);
        var copy = SettingsOf.With(kitchen, new Dictionary<Setting, object?>
        {
            [settings["guestCount"]] = 2,
            [settings["degrees"]] = 200,
            [settings["litres"]] = 3.0,
            [settings["stopAfter"]] = 5L,
        });
        Assert.Equal((2, 200, 3.0, 5L, "Grace"), (copy.GuestCount, copy.Oven.Degrees, ((Soup)copy.Dish).Litres, copy.StopAfter, copy.Cook));
        Assert.Equal((4, 180, 1.5), (kitchen.GuestCount, kitchen.Oven.Degrees, ((Soup)kitchen.Dish).Litres));
    }

    [Fact]
    public void Another_kind_keeps_what_was_changed_and_has_its_own_defaults_else()
    {
        var dishes = Choices.Of<Dish>("dish", new Soup(), new Stew());
        var stew = Assert.IsType<Stew>(dishes.Choose("stew", new Soup { Spoons = 3 }));
        Assert.Equal((3, 4.5), (stew.Spoons, stew.Litres));
        Assert.Equal((1, 2.0), (dishes.Choose("STEW", new Soup { Litres = 2 }).Spoons, ((Stew)dishes.Choose("stew", new Soup { Litres = 2 })).Litres));
        var same = new Soup { Spoons = 9 };
        Assert.Same(same, dishes.Choose("soup", same));
        Assert.Contains("There is no dish 'cake'", Assert.Throws<ArgumentException>(() => dishes.Choose("cake", same)).Message);
    }
}
