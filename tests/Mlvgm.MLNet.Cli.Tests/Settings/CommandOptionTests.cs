using System.CommandLine;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Cli.Tests.Settings;

/// <summary>What a verb takes that can be a setting is one: no default, range or text stands in a command.</summary>
public class CommandOptionTests
{
    /// <summary>Options of verbs whose record of options starts from other values than those of the setting.</summary>
    static readonly Dictionary<string, string[]> OwnDefaults = new()
    {
        ["experiment"] = ["--batch"],
        ["fine-tune"] = ["--batch", "--steps", "--learning-rate", "--warmup-steps", "--final-rate"],
    };

    public static TheoryData<string> Verbs => [.. Commands().Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_verb_and_every_record_is_looked_at()
    {
        Assert.True(Verbs.Count >= 18, $"{Verbs.Count} verbs");
        Assert.True(DeclaredSettings.All.Count >= 100, $"{DeclaredSettings.All.Count} settings");
        Assert.Contains(DeclaredSettings.All, one => (one.Setting.Option, one.Default) == ("--draws", "3"));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_number_is_a_setting(string verb) => Assert.Empty(
        from option in Own(verb)
        where IsNumber(ItemOf(option.ValueType))
        select $"{verb} declares {option.Name} itself: make it a property with [Setting]");

    [Theory]
    [MemberData(nameof(Verbs))]
    public void What_is_declared_beside_a_setting_of_the_same_name_and_type_has_its_default(string verb) => Assert.Empty(
        from option in Own(verb)
        from declared in DeclaredSettings.All
        where declared.Setting.Option == option.Name && declared.Setting.Property.PropertyType == option.ValueType
        let shown = Setting.Format(option.HasDefaultValue ? option.GetDefaultValue() : null)
        where shown != declared.Default && !(option.ValueType == typeof(bool) && declared.Default == "false" && !option.HasDefaultValue)
        select $"{verb} {option.Name} is {shown} by default, {declared.Setting.Property.DeclaringType}.{declared.Setting.Property.Name} {declared.Default}");

    [Theory]
    [MemberData(nameof(Verbs))]
    public void The_default_of_an_option_is_that_of_its_setting(string verb) => Assert.Empty(
        from option in Commands()[verb].Options
        let offered = SettingOption.OfferedBy(option)
        where offered is not null
        from setting in offered
        let shown = option.HasDefaultValue ? Setting.Format(option.GetDefaultValue()) : setting.Default
        let declared = DeclaredSettings.DefaultOf(setting.Setting) ?? setting.Default
        where (shown != setting.Default || setting.Default != declared) && !OwnDefaults.GetValueOrDefault(verb, []).Contains(option.Name)
        select $"{verb} {option.Name} is {shown} by default, {setting.Setting.Property.ReflectedType}.{setting.Setting.Property.Name} {declared}");

    [Theory]
    [InlineData("--backbone", "resnet18")]
    [InlineData("--width", "16")]
    [InlineData("--augmentation", "all")]
    [InlineData("--batch", "128")]
    public void An_experiment_shows_the_defaults_that_its_record_has(string name, string value) =>
        Assert.Equal(value, Setting.Format(Commands()["experiment"].Options.Single(option => option.Name == name).GetDefaultValue()));

    [Theory]
    [MemberData(nameof(Verbs))]
    public void No_verb_has_two_options_of_one_name(string verb) =>
        Assert.Equal(Commands()[verb].Options.Select(option => option.Name).Distinct(), Commands()[verb].Options.Select(option => option.Name));

    /// <summary>Options that are no settings.</summary>
    static IEnumerable<Option> Own(string verb) => Commands()[verb].Options.Where(option => SettingOption.OfferedBy(option) is null);

    static Type ItemOf(Type type) => type.GetElementType() ?? Nullable.GetUnderlyingType(type) ?? type;

    static bool IsNumber(Type type) => !type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;

    static Dictionary<string, Command> Commands()
    {
        var commands = new Dictionary<string, Command>();
        void Add(string path, Command command)
        {
            if (command.Subcommands.Count == 0) commands.Add(path, command);
            foreach (var inner in command.Subcommands) Add(path.Length == 0 ? inner.Name : $"{path} {inner.Name}", inner);
        }
        Add("", MlvgmCommandLine.Root());
        return commands;
    }
}
