namespace Mlvgm.MLNet.Frameworks;

/// <summary>The frameworks by name. A new one is a class plus a line here.</summary>
public static class FrameworkRegistry
{
    static readonly Dictionary<string, Func<FrameworkOptions, ISelfSupervisedFramework>> Factories = new(StringComparer.OrdinalIgnoreCase)
    {
        ["BYOL"] = options => new Byol(options),
        ["SimCLR"] = options => new SimClr(options),
        ["SimSiam"] = options => new SimSiam(options),
    };

    /// <summary>The names, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Factories.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Builds a framework with seeded heads, on the CPU.</summary>
    /// <exception cref="ArgumentException">
    /// There is no such framework (the message lists those there are), or it needs a <see cref="FrameworkOptions.CopyEncoder"/>.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static ISelfSupervisedFramework Create(string name, FrameworkOptions options)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return Factories.TryGetValue(name, out var factory)
            ? factory(options)
            : throw new ArgumentException($"There is no framework '{name}'. Available: {string.Join(", ", Names)}.", nameof(name));
    }
}
