namespace Mlvgm.MLNet.Latents;

/// <summary>The latents of a generator in generation order, from global to local, and the groups they form.</summary>
public sealed class LatentLayout
{
    readonly Dictionary<string, IReadOnlyList<int>> _indices = new(StringComparer.Ordinal);

    /// <summary>Creates a layout.</summary>
    /// <exception cref="ArgumentException">There is no latent, a name occurs twice, or a group names an unknown latent.</exception>
    public LatentLayout(IReadOnlyList<LatentSpecification> latents, IReadOnlyList<LatentGroup>? groups = null)
    {
        ArgumentNullException.ThrowIfNull(latents);
        if (latents.Count == 0) throw new ArgumentException("A generator needs at least one latent.", nameof(latents));
        Latents = [.. latents];
        Groups = groups is null ? [] : [.. groups];
        for (int i = 0; i < Latents.Count; i++) Add(Latents[i].Name, [i], nameof(latents));
        foreach (var group in Groups) Add(group.Name, [.. group.LatentNames.Select(name => IndicesOf(name).Single())], nameof(groups));
    }

    /// <summary>The latents, in generation order.</summary>
    public IReadOnlyList<LatentSpecification> Latents { get; }

    /// <summary>The named groups; may be empty.</summary>
    public IReadOnlyList<LatentGroup> Groups { get; }

    /// <summary>Numbers in all latents of one sample.</summary>
    public int Size => Latents.Sum(latent => latent.Size);

    /// <summary>The positions in <see cref="Latents"/> of the latent or group called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">Neither a latent nor a group has that name; the message lists those there are.</exception>
    public IReadOnlyList<int> IndicesOf(string name) => _indices.TryGetValue(name, out var indices)
        ? indices
        : throw new ArgumentException(
            $"There is no latent or group '{name}'. Available: {string.Join(", ", _indices.Keys)}.", nameof(name));

    void Add(string name, IReadOnlyList<int> indices, string parameter)
    {
        if (!_indices.TryAdd(name, indices)) throw new ArgumentException($"The latent or group name '{name}' occurs twice.", parameter);
    }
}
