using System.CommandLine;
using System.CommandLine.Parsing;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Cli.Settings;

/// <summary>The options of a command that set the settings of a record: one for each, named, described and checked as the record declares it.</summary>
/// <typeparam name="T">The record.</typeparam>
sealed class SettingOptions<T> where T : ISettings
{
    readonly IReadOnlyList<ChoiceOption<T>> _choices;
    readonly IReadOnlyList<SettingOption> _settings;

    /// <param name="defaults">The record; its values are shown as defaults.</param>
    /// <param name="choices">An option for each of its parts that is one of several kinds.</param>
    public SettingOptions(T defaults, params IReadOnlyList<ChoiceOption<T>> choices)
    {
        _choices = choices;
        var fixedSettings = SettingsOf.All(defaults).Where(found => found.Owner is not IChoice)
            .Select(found => new OfferedSetting(found.Setting, Setting.Format(found.Setting.Of(found.Owner)), Kind: null));
        var chosen = choices.SelectMany(choice => choice.Offered);
        _settings = [.. fixedSettings.Concat(chosen).GroupBy(offered => offered.Setting.Option).Select(group => new SettingOption([.. group]))];
    }

    /// <summary>The options that choose kinds.</summary>
    public IReadOnlyList<ChoiceOption<T>> Choices => _choices;

    /// <summary>The options for settings, those of kinds last.</summary>
    public IReadOnlyList<SettingOption> Settings => _settings;

    /// <summary>Makes them options of <paramref name="command"/>.</summary>
    public void AddTo(Command command)
    {
        foreach (var choice in _choices) command.Add(choice.Option);
        foreach (var setting in _settings) command.Add(setting.Option);
    }

    /// <summary>Whether the user typed the option called <paramref name="name"/>.</summary>
    public bool IsGiven(ParseResult parsed, string name) => _choices.Select(choice => (Option)choice.Option).Concat(_settings.Select(setting => setting.Option))
        .Any(option => option.Name == name && parsed.GetResult(option) is { Implicit: false });

    /// <summary>The record that the command line describes.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="start">The values of what is not on it: defaults or a preset.</param>
    /// <exception cref="SettingsException">Something is no value, out of its range, or of a kind that was not chosen; everything is named.</exception>
    public T Read(ParseResult parsed, T start)
    {
        var violations = new Violations();
        var options = start;
        foreach (var choice in _choices)
            if (parsed.GetResult(choice.Option) is { Implicit: false } given) options = choice.Choose(options, given.GetValueOrDefault<string>()!, violations);
        var settings = new Dictionary<string, Setting>();
        foreach (var (_, setting) in SettingsOf.All(options))
        {
            if (!settings.TryAdd(setting.Option, setting))
                violations.Add($"Two of the chosen parts have the option {setting.Option}: one of them needs another name.");
        }
        var values = new Dictionary<Setting, object?>();
        foreach (var setting in _settings)
        {
            if (parsed.GetResult(setting.Option) is not { Implicit: false } given) continue;
            if (!settings.TryGetValue(setting.Option.Name, out var found)) violations.Add(setting.NotOf(options));
            else if (TryParse(found, given, violations, out object? value)) values[found] = value;
        }
        violations.ThrowIfAny();
        options = SettingsOf.With(options, values);
        SettingsOf.Validate(options);
        return options;
    }

    static bool TryParse(Setting setting, OptionResult given, Violations violations, out object? value)
    {
        value = null;
        try
        {
            value = setting.Parse(SettingOption.TextOf(given));
            return true;
        }
        catch (SettingsException e)
        {
            foreach (string violation in e.Violations) violations.Add(violation);
            return false;
        }
    }
}
