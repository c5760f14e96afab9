namespace Mlvgm.MLNet.Latents;

/// <summary>The latents of a generator in generation order, from global to local, and the groups they form.</summary>
/// <example>See <c>examples/ApiTour/LatentVectors.cs</c>.</example>
public sealed class LatentLayout
{
    const string RangeSeparator = "..";

    readonly Dictionary<string, IReadOnlyList<int>> _indices = new(StringComparer.Ordinal);

    /// <summary>Creates a layout.</summary>
    /// <exception cref="ArgumentException">
    /// There is no latent, a name occurs twice, a group names an unknown latent, or latents of one draw differ in shape or prior.
    /// </exception>
    public LatentLayout(IReadOnlyList<LatentSpecification> latents, IReadOnlyList<LatentGroup>? groups = null)
    {
        ArgumentNullException.ThrowIfNull(latents);
        if (latents.Count == 0) throw new ArgumentException("A generator needs at least one latent.", nameof(latents));
        Latents = [.. latents];
        Groups = groups is null ? [] : [.. groups];
        for (int i = 0; i < Latents.Count; i++) Add(Latents[i].Name, [i], nameof(latents));
        foreach (var group in Groups) Add(group.Name, [.. group.LatentNames.Select(name => IndicesOf(name).Single())], nameof(groups));
        foreach (var draw in Latents.GroupBy(latent => latent.Draw)) CheckDraw([.. draw]);
    }

    /// <summary>The latents, in generation order.</summary>
    public IReadOnlyList<LatentSpecification> Latents { get; }

    /// <summary>The named groups; may be empty.</summary>
    public IReadOnlyList<LatentGroup> Groups { get; }

    /// <summary>Numbers in all latents of one sample.</summary>
    public int Size => Latents.Sum(latent => latent.Size);

    /// <summary>
    /// The positions in <see cref="Latents"/> of the latent or group called <paramref name="name"/>, or of a range such as <c>z1..z5</c>,
    /// from the first latent of what stands before the dots to the last of what stands behind them.
    /// </summary>
    /// <exception cref="ArgumentException">Neither a latent nor a group has that name; the message lists those there are.</exception>
    public IReadOnlyList<int> IndicesOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_indices.TryGetValue(name, out var indices)) return indices;
        string[] ends = name.Split(RangeSeparator);
        if (ends.Length != 2) throw Unknown(name);
        int first = Known(ends[0])[0], last = Known(ends[1])[^1];
        return first <= last
            ? [.. Enumerable.Range(first, last - first + 1)]
            : throw new ArgumentException($"The range '{name}' runs backwards; generation order is from global to local.", nameof(name));
    }

    /// <summary>What the latent, group or range called <paramref name="name"/> spans.</summary>
    /// <exception cref="ArgumentException">There is no such latent or group; the message lists those there are.</exception>
    public LatentSpan SpanOf(string name) => new(this, name, IndicesOf(name));

    /// <summary>The first latent of the same draw as latent <paramref name="index"/>: itself unless an earlier one shares its draw.</summary>
    internal int FirstOfDraw(int index)
    {
        for (int i = 0; i < index; i++)
            if (Latents[i].Draw == Latents[index].Draw) return i;
        return index;
    }

    IReadOnlyList<int> Known(string name) => _indices.TryGetValue(name, out var indices) ? indices : throw Unknown(name);

    ArgumentException Unknown(string name) =>
        new($"There is no latent or group '{name}'. Available: {string.Join(", ", _indices.Keys)}.", nameof(name));

    void Add(string name, IReadOnlyList<int> indices, string parameter)
    {
        if (name.Contains(RangeSeparator, StringComparison.Ordinal))
            throw new ArgumentException($"The latent or group name '{name}' contains '{RangeSeparator}', which stands for a range.", parameter);
        if (indices.Count == 0) throw new ArgumentException($"The group '{name}' has no latent.", parameter);
        if (!_indices.TryAdd(name, indices)) throw new ArgumentException($"The latent or group name '{name}' occurs twice.", parameter);
    }

    static void CheckDraw(IReadOnlyList<LatentSpecification> latents)
    {
        var first = latents[0];
        if (latents.FirstOrDefault(latent => latent.Prior != first.Prior || !latent.Shape.SequenceEqual(first.Shape)) is { } other)
            throw new ArgumentException(
                $"Latents '{first.Name}' and '{other.Name}' share the draw '{first.Draw}' but differ in shape or prior.", nameof(latents));
    }
}
