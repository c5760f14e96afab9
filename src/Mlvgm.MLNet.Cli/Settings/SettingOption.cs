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
        string help = setting.Words.Count > 0 ? string.Join('|', setting.Words) : setting.Placeholder;
        Option = setting.IsList
            ? new Option<string[]>(setting.Option) { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [offered[0].Default] }
            : new Option<string>(setting.Option) { DefaultValueFactory = _ => offered[0].Default };
        // A switch may stand alone.
        if (setting.Property.PropertyType == typeof(bool)) Option.Arity = ArgumentArity.ZeroOrOne;
        Option.HelpName = help;
        Option.Description = Describe(setting, defaults.Length > 1);
        if (defaults.Length > 1 && Option is Option<string> text) text.DefaultValueFactory = null;
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
