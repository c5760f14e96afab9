namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>The backbones by name. A new one is a class plus a line here.</summary>
public static class BackboneRegistry
{
    static readonly Dictionary<string, Func<BackboneOptions, Backbone>> Factories = new(StringComparer.OrdinalIgnoreCase)
    {
        ["resnet10"] = options => ResNet.Create([1, 1, 1, 1], options),
        ["resnet18"] = options => ResNet.Create([2, 2, 2, 2], options),
        ["resnet34"] = options => ResNet.Create([3, 4, 6, 3], options),
        ["resnet50"] = options => ResNet.Create([3, 4, 6, 3], options, bottleneck: true),
    };

    /// <summary>The names, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Factories.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Builds a backbone with seeded weights, in training mode, on the CPU.</summary>
    /// <exception cref="ArgumentException">There is no such backbone; the message lists those there are.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static Backbone Create(string name, BackboneOptions options)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return Factories.TryGetValue(name, out var factory)
            ? factory(options) with { Rebuild = () => factory(options).Network }
            : throw new ArgumentException($"There is no backbone '{name}'. Available: {string.Join(", ", Names)}.", nameof(name));
    }
}
