using Mlvgm.MLNet.Registries;

namespace Mlvgm.MLNet.Settings;

/// <summary>Registries of choices: each entry is a kind's options with their defaults, under the kind's own name.</summary>
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
}
