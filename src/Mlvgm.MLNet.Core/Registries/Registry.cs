using System.Diagnostics.CodeAnalysis;

namespace Mlvgm.MLNet.Registries;

/// <summary>
/// Things by name, in any case: those that the library brings, and those that its users add. Everything that can be chosen by a name is in one
/// of these. Reading and adding are safe on several threads.
/// </summary>
/// <typeparam name="T">What a name stands for.</typeparam>
/// <param name="kind">What messages call one of them, such as <c>framework</c>.</param>
/// <example>See <c>examples/ApiTour/OwnSettings.cs</c>.</example>
public sealed class Registry<T>(string kind) where T : notnull
{
    readonly Lock _adding = new();
    volatile SortedDictionary<string, T> _entries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What messages call one entry.</summary>
    public string Kind { get; } = kind;

    /// <summary>The names as they were registered, in alphabetical order.</summary>
    public IReadOnlyList<string> Names => [.. _entries.Keys];

    /// <summary>Every entry, in the order of <see cref="Names"/>.</summary>
    public IReadOnlyList<T> All => [.. _entries.Values];

    /// <summary>Adds an entry.</summary>
    /// <param name="name">Its name: letters, digits, and <c>-</c>, <c>_</c> or <c>.</c> between them.</param>
    /// <param name="entry">What the name stands for.</param>
    /// <returns>This registry, so that calls can be chained.</returns>
    /// <exception cref="ArgumentException">The name is no name, or is taken.</exception>
    public Registry<T> Register(string name, T entry)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(entry);
        if (!IsName(name))
        {
            throw new ArgumentException(
                $"'{name}' cannot be the name of a {Kind}: use letters and digits, and '-', '_' or '.' between them.", nameof(name));
        }
        lock (_adding)
        {
            // Readers see the old entries or the new ones, never a dictionary that is being changed.
            var entries = new SortedDictionary<string, T>(_entries, StringComparer.OrdinalIgnoreCase);
            if (!entries.TryAdd(name, entry)) throw new ArgumentException($"There is a {Kind} '{name}' already. Choose another name.", nameof(name));
            _entries = entries;
        }
        return this;
    }

    /// <summary>Whether there is an entry of that name, in any case, and which.</summary>
    public bool TryFind(string name, [MaybeNullWhen(false)] out T entry) => _entries.TryGetValue(name, out entry);

    /// <summary>The entry of that name, in any case.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are, and names the nearest.</exception>
    public T Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TryFind(name, out var entry) ? entry : throw new ArgumentException(Absent(name), nameof(name));
    }

    /// <summary>What is wrong with a name that is not there.</summary>
    public string Absent(string name) =>
        $"There is no {Kind} '{name}'. {(NearestName.To(name, Names) is { } near ? $"Did you mean '{near}'? " : "")}Available: {string.Join(", ", Names)}.";

    static bool IsName(string name) => char.IsLetterOrDigit(name[0]) && char.IsLetterOrDigit(name[^1])
        && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.');
}
