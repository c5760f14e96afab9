using System.CommandLine;
using System.CommandLine.Parsing;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Cli.Settings;

/// <summary>The option for a setting, which several kinds may have under one name.</summary>
sealed class SettingOption
{
    readonly IReadOnlyList<OfferedSetting> _offered;

    /// <param name="offered">The setting of each kind; at least one.</param>
    public SettingOption(IReadOnlyList<OfferedSetting> offered)
    {
        _offered = offered;
        var setting = offered[0].Setting;
        string[] defaults = [.. offered.Select(one => one.Default).Distinct()];
        Option = IsSwitch(offered) ? new SwitchOption(offered)
            : setting.IsList ? new ListOption(offered) { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [offered[0].Default] }
            : new ValueOption(offered) { DefaultValueFactory = defaults.Length > 1 ? null : _ => offered[0].Default };
        if (Option is ValueOption && setting.Property.PropertyType == typeof(bool)) Option.Arity = ArgumentArity.ZeroOrOne;
        if (Option is not SwitchOption) Option.HelpName = setting.Words.Count > 0 ? string.Join('|', setting.Words) : setting.Placeholder;
        Option.Description = Describe(setting, defaults.Length > 1);
    }

    /// <summary>The option.</summary>
    public Option Option { get; }

    /// <summary>The setting of each kind that has it.</summary>
    public IReadOnlyList<OfferedSetting> Offered => _offered;

    /// <summary>What was typed for it; several values of a list with spaces between them.</summary>
    public static string TextOf(OptionResult given) => given.Tokens.Count == 0 ? "true" : string.Join(' ', given.Tokens.Select(token => token.Value));

    /// <summary>What is wrong where the kinds that were chosen do not have it.</summary>
    public string NotOf(ISettings options)
    {
        string kinds = string.Join(", ", _offered.Select(offered => offered.Kind));
        string chosen = string.Join(", ", SettingsOf.Parts(options).Select(found => found.Part).OfType<IChoice>().Select(choice => choice.Name));
        return $"{Option.Name} belongs to {kinds}; chosen are {chosen}.";
    }

    /// <summary>The settings that an option of a command offers; null for one that the command declares by itself.</summary>
    public static IReadOnlyList<OfferedSetting>? OfferedBy(Option option) => option switch
    {
        ValueOption value => value.Offered,
        ListOption list => list.Offered,
        SwitchOption one => one.Offered,
        _ => null,
    };

    sealed class ValueOption(IReadOnlyList<OfferedSetting> offered) : Option<string>(offered[0].Setting.Option)
    {
        public IReadOnlyList<OfferedSetting> Offered => offered;
    }

    sealed class ListOption(IReadOnlyList<OfferedSetting> offered) : Option<string[]>(offered[0].Setting.Option)
    {
        public IReadOnlyList<OfferedSetting> Offered => offered;
    }

    /// <summary>Stands alone, or before true or false; what else follows it is not its value, such as the name of a generator.</summary>
    sealed class SwitchOption(IReadOnlyList<OfferedSetting> offered) : Option<bool>(offered[0].Setting.Option)
    {
        public IReadOnlyList<OfferedSetting> Offered => offered;
    }

    /// <summary>What is off unless it is asked for.</summary>
    static bool IsSwitch(IReadOnlyList<OfferedSetting> offered) =>
        offered.All(one => one.Setting.Property.PropertyType == typeof(bool) && one.Default == Setting.Format(false));

    string Describe(Setting setting, bool differ)
    {
        string range = setting.Range is { } words ? $" ({words})" : "";
        string[] kinds = [.. _offered.Select(offered => offered.Kind).OfType<string>()];
        string of = kinds.Length == 0 ? ""
            : differ ? $" [{string.Join(", ", _offered.Select(offered => $"{offered.Kind}: {offered.Default}"))}]"
            : $" [{string.Join(", ", kinds)}]";
        return $"{setting.Text}{range}{of}";
    }
}
