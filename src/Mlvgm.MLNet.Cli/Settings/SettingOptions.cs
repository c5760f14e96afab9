using System.CommandLine;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Cli.Settings;

/// <summary>The options of a command that set the settings of a record: one for each, named, described and checked as the record declares it.</summary>
/// <typeparam name="T">The record.</typeparam>
sealed class SettingOptions<T> where T : ISettings
{
    readonly T _defaults;
    readonly IReadOnlyList<ChoiceOption<T>> _choices;
    readonly IReadOnlyList<SettingOption> _settings;

    /// <param name="defaults">The record; its values are shown as defaults.</param>
    /// <param name="choices">An option for each of its parts that is one of several kinds.</param>
    public SettingOptions(T defaults, params IReadOnlyList<ChoiceOption<T>> choices)
    {
        (_defaults, _choices) = (defaults, choices);
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

    /// <summary>The option of one of the settings.</summary>
    /// <param name="name">Its name, dashes included.</param>
    public Option Find(string name) => _settings.Single(setting => setting.Option.Name == name).Option;

    /// <summary>The record that the command line describes, with the defaults of what is not on it.</summary>
    /// <inheritdoc cref="Read(ParseResult, T, Violations)"/>
    public T Read(ParseResult parsed, Violations violations) => Read(parsed, _defaults, violations);

    /// <summary>The record that the command line describes.</summary>
    /// <inheritdoc cref="Read(ParseResult, T, Violations)"/>
    /// <exception cref="SettingsException">Something is no value, out of its range, or of a kind that was not chosen; everything is named.</exception>
    public T Read(ParseResult parsed, T start)
    {
        var violations = new Violations();
        var options = Read(parsed, start, violations);
        violations.ThrowIfAny();
        return options;
    }

    /// <summary>The record that the command line describes; a command of several records reads all before it refuses any.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="start">The values of what is not on it: defaults or a preset.</param>
    /// <param name="violations">Receives what is no value, out of its range, or of a kind that was not chosen.</param>
    public T Read(ParseResult parsed, T start, Violations violations)
    {
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
        bool isReadable = true;
        foreach (var setting in _settings)
        {
            if (parsed.GetResult(setting.Option) is not { Implicit: false } given) continue;
            if (!settings.TryGetValue(setting.Option.Name, out var found)) violations.Add(setting.NotOf(options));
            else if (found.TryParse(SettingOption.TextOf(given), violations, out object? value)) values[found] = value;
            else isReadable = false;
        }
        options = SettingsOf.With(options, values);
        // What is no value cannot be compared with others, nor can its default, which was not meant.
        if (isReadable) SettingsOf.Check(options, violations);
        return options;
    }
}
