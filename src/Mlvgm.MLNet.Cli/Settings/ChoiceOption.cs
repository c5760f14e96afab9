using System.CommandLine;
using Mlvgm.MLNet.Registries;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Cli.Settings;

/// <summary>An option that chooses one of several kinds for a part of a record, such as a framework.</summary>
/// <typeparam name="TOptions">The record.</typeparam>
abstract class ChoiceOption<TOptions>
{
    /// <summary>The option; its value is a kind's name.</summary>
    public abstract Option<string> Option { get; }

    /// <summary>The names of the kinds.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>The settings of every kind.</summary>
    public abstract IEnumerable<OfferedSetting> Offered { get; }

    /// <summary>The record with the kind called <paramref name="name"/>, with what was changed in the one before.</summary>
    public abstract TOptions Choose(TOptions options, string name, Violations violations);

    /// <summary>An option over a registry.</summary>
    /// <typeparam name="TChoice">What the kinds have in common.</typeparam>
    /// <param name="name">The option's name.</param>
    /// <param name="registry">The kinds.</param>
    /// <param name="part">The record's part.</param>
    /// <param name="with">The record with another part.</param>
    /// <param name="defaults">The record whose part is chosen where nothing is said, and of which another kind keeps what was changed.</param>
    /// <param name="ofFile">The kind that a file is, and what files they are; null where no file is one.</param>
    public static ChoiceOption<TOptions> Of<TChoice>(
        string name, Registry<TChoice> registry, Func<TOptions, TChoice> part, Func<TOptions, TChoice, TOptions> with, TOptions defaults,
        (string What, Func<string, TChoice?> Find)? ofFile = null)
        where TChoice : class, IChoice => new Over<TChoice>(name, registry, part, with, defaults, ofFile);

    sealed class Over<TChoice>(
        string name, Registry<TChoice> registry, Func<TOptions, TChoice> part, Func<TOptions, TChoice, TOptions> with, TOptions defaults,
        (string What, Func<string, TChoice?> Find)? ofFile)
        : ChoiceOption<TOptions> where TChoice : class, IChoice
    {
        public override Option<string> Option { get; } = new(name)
        {
            Description = $"The {registry.Kind}: {string.Join(", ", registry.Names)}{(ofFile is { } file ? $", or {file.What}" : "")}.",
            HelpName = "NAME",
            DefaultValueFactory = _ => part(defaults).Name,
        };

        public override IReadOnlyList<string> Names => registry.Names;

        public override IEnumerable<OfferedSetting> Offered
        {
            get
            {
                OfferedSetting[] offered =
                [
                    .. from kind in registry.All.Select(kind => registry.Choose(kind.Name, part(defaults)))
                       from found in SettingsOf.All(kind)
                       select new OfferedSetting(found.Setting, Setting.Format(found.Setting.Of(found.Owner)), kind.Name),
                ];
                // What all kinds have alike needs no list of them.
                return offered.GroupBy(one => one.Setting.Option).SelectMany(alike =>
                    alike.Count() == registry.All.Count && alike.Select(one => one.Default).Distinct().Count() == 1
                        ? [alike.First() with { Kind = null }]
                        : alike.AsEnumerable());
            }
        }

        public override TOptions Choose(TOptions options, string chosen, Violations violations)
        {
            if (ofFile?.Find(chosen) is { } found) return with(options, found);
            if (registry.TryFind(chosen, out _) || part(options).Name.Equals(chosen, StringComparison.OrdinalIgnoreCase))
                return with(options, registry.Choose(chosen, part(options)));
            violations.Add(registry.Absent(chosen));
            return options;
        }
    }
}
