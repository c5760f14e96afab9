using Mlvgm.MLNet.Registries;

namespace Mlvgm.MLNet.Settings;

/// <summary>Registries of choices: each entry is a kind's options with their defaults, under the kind's own name.</summary>
/// <example>See <c>examples/ApiTour/OwnSettings.cs</c>.</example>
public static class Choices
{
    /// <summary>A registry with the kinds that the library brings.</summary>
    /// <typeparam name="T">The options that all kinds have in common.</typeparam>
    /// <param name="what">What messages call one of them, such as <c>framework</c>.</param>
    /// <param name="defaults">The options of each with their defaults.</param>
    public static Registry<T> Of<T>(string what, params IEnumerable<T> defaults) where T : class, IChoice
    {
        ArgumentNullException.ThrowIfNull(defaults);
        var registry = new Registry<T>(what);
        foreach (var choice in defaults) registry.Register(choice);
        return registry;
    }

    /// <summary>Adds a kind under its own name: what users of the library call for theirs.</summary>
    /// <typeparam name="T">The options that all kinds have in common.</typeparam>
    /// <param name="registry">The registry.</param>
    /// <param name="defaults">The kind's options with their defaults.</param>
    /// <exception cref="ArgumentException">The name is taken, or is none.</exception>
    public static void Register<T>(this Registry<T> registry, T defaults) where T : class, IChoice
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(defaults);
        registry.Register(defaults.Name, defaults);
    }

    /// <summary>
    /// The kind called <paramref name="name"/> in place of another: with its own defaults, but for settings that the other has too and in which it was changed.
    /// The other itself where it is of that kind.
    /// </summary>
    /// <typeparam name="T">The options that all kinds have in common.</typeparam>
    /// <param name="registry">The registry.</param>
    /// <param name="name">The kind's name, in any case.</param>
    /// <param name="current">The options so far.</param>
    /// <exception cref="ArgumentException">There is no such kind; the message lists those there are.</exception>
    public static T Choose<T>(this Registry<T> registry, string name, T current) where T : class, IChoice
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(current);
        if (current.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return current;
        var chosen = registry.Find(name);
        return registry.TryFind(current.Name, out var defaults) && defaults.GetType() == current.GetType()
            ? SettingsOf.CarryOver(chosen, current, defaults)
            : chosen;
    }
}
