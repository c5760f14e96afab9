using System.CommandLine;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Cli.Tests.Settings;

/// <summary>
/// The options of a command as a table of the documentation: a row for each, or several where kinds mean different things by one, all of it from the
/// records that declare them.
/// </summary>
static class SettingsTable
{
    /// <summary>The heading and the rows.</summary>
    /// <inheritdoc cref="Rows"/>
    public static string Of<T>(SettingOptions<T> options, SettingOptions<T>? others = null, string when = "") where T : ISettings =>
        Row(options, "option", "values", "default", "what it means", "only with") + Row(options, "---", "---", "---", "---", "---") + Rows(options, others, when);

    /// <summary>A row for every option.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="options">The options.</param>
    /// <param name="others">The same with the defaults of another case; null where there is none.</param>
    /// <param name="when">When those apply.</param>
    public static string Rows<T>(SettingOptions<T> options, SettingOptions<T>? others = null, string when = "") where T : ISettings
    {
        var choices = options.Choices.Select(choice =>
            Row(options, Code(choice.Option.Name), Words(choice.Names), Code($"{choice.Option.GetDefaultValue()}"), $"The {KindOf(choice)}.", ""));
        var settings = options.Settings.SelectMany(option => option.Offered.GroupBy(offered => (ValuesOf(offered.Setting), offered.Setting.Text))
            .Select(alike => Row(options, Code(option.Option.Name), alike.Key.Item1, Defaults(option, alike),
                alike.Key.Text, string.Join(", ", options.Choices.SelectMany(choice => OwnersOf(alike, choice))))));
        return string.Concat(choices.Concat(settings));

        string Defaults(SettingOption option, IEnumerable<OfferedSetting> alike)
        {
            string one = DefaultsOf(alike), other = others is null ? one : DefaultsOf(others.Settings.Single(same => same.Option.Name == option.Option.Name).Offered);
            return other == one ? one : $"{one}; {when} {other}";
        }
    }

    /// <summary>The last column is there where options belong to kinds.</summary>
    static string Row<T>(SettingOptions<T> options, string name, string values, string defaults, string meaning, string owners) where T : ISettings
    {
        string last = options.Choices.Count == 0 ? "" : owners.Length > 0 ? $" {owners} |" : " |";
        return $"| {name} | {values} | {defaults} | {meaning.Replace("|", "\\|", StringComparison.Ordinal)} |{last}\n";
    }

    /// <summary>What can be typed.</summary>
    static string ValuesOf(Setting setting)
    {
        var type = setting.IsList ? setting.Property.PropertyType.GetGenericArguments()[0] : setting.Property.PropertyType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        // A placeholder such as LEVEL,... says itself that there may be several.
        string several = setting.IsList && type != typeof(string) ? "s" : "";
        string one = setting.Words.Count > 0 ? Words(setting.Words)
            : type == typeof(bool) ? Words(["true", "false"])
            : type == typeof(string) ? setting.Placeholder
            : type == typeof(double) || type == typeof(float) ? "number" : "whole number";
        return $"{one}{several}{(setting.Range is { } range ? $", {range}" : "")}{(setting.IsOptional ? $", or {Code("none")}" : "")}";
    }

    /// <summary>The default, or those of the kinds where they differ.</summary>
    static string DefaultsOf(IEnumerable<OfferedSetting> alike) => string.Join(", ", alike.GroupBy(offered => offered.Default).Select(same =>
    {
        string value = same.Key.Length > 0 ? Code(same.Key) : "empty";
        return same.Count() == alike.Count() ? value : $"{value} ({string.Join(", ", same.Select(offered => offered.Kind))})";
    }));

    /// <summary>The kinds that have it; none where all do.</summary>
    static IEnumerable<string> OwnersOf<T>(IEnumerable<OfferedSetting> alike, ChoiceOption<T> choice)
    {
        string[] owners = [.. alike.Select(offered => offered.Kind).OfType<string>().Intersect(choice.Names)];
        return owners.Length == choice.Names.Count ? [] : owners;
    }

    static string KindOf<T>(ChoiceOption<T> choice) => choice.Option.Name.TrimStart('-');

    static string Words(IEnumerable<string> words) => string.Join(", ", words.Select(Code));

    static string Code(string text) => $"`{text}`";
}
