using System.Collections;
using Mlvgm.MLNet.WeightFiles.Tensors;

namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>A Python dictionary, in the order of the file. Keys that are text are looked up; others are only enumerated.</summary>
/// <example>See <c>examples/ApiTour/WeightsOfStrangers.cs</c>.</example>
public sealed class PickledDictionary : IReadOnlyCollection<KeyValuePair<object, object?>>
{
    readonly List<KeyValuePair<object, object?>> _items = [];
    Dictionary<string, int>? _indices;

    internal PickledDictionary()
    {
    }

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<object, object?>> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    /// <summary>Whether there is an entry called <paramref name="key"/>.</summary>
    public bool Contains(string key) => _indices?.ContainsKey(key) ?? false;

    /// <summary>
    /// The entry called <paramref name="key"/>: a <see cref="string"/>, <see cref="bool"/>, <see cref="long"/>, <see cref="double"/>,
    /// <see cref="PickledDictionary"/>, <see cref="PickledList"/>, <see cref="PickledTuple"/>, <see cref="PickledBytes"/>,
    /// <see cref="PickledObject"/>, <see cref="PickledGlobal"/> or <see cref="WeightTensor"/>. An integer is taken as a number too.
    /// </summary>
    /// <exception cref="InvalidDataException">There is no such entry, or it is of another kind; the message names it.</exception>
    public T Get<T>(string key) => TryGetValue(key, out object? value)
        ? PickledValue.As<T>(value, $"the entry '{key}'")
        : throw new InvalidDataException($"the entry '{key}' is missing.");

    /// <summary>As <see cref="Get"/>, or <paramref name="fallback"/> when there is no such entry or it is None.</summary>
    /// <exception cref="InvalidDataException">The entry is of another kind; the message names it.</exception>
    public T GetOr<T>(string key, T fallback) =>
        TryGetValue(key, out object? value) && value is not null ? PickledValue.As<T>(value, $"the entry '{key}'") : fallback;

    /// <summary>The entry called <paramref name="key"/>, if there is one.</summary>
    public bool TryGetValue(string key, out object? value)
    {
        if (_indices is not null && _indices.TryGetValue(key, out int index))
        {
            value = _items[index].Value;
            return true;
        }
        value = null;
        return false;
    }

    /// <summary>Adds an entry, or replaces the one of that name.</summary>
    internal void Set(object key, object? value)
    {
        if (key is string text)
        {
            _indices ??= new Dictionary<string, int>(StringComparer.Ordinal);
            if (_indices.TryGetValue(text, out int index))
            {
                _items[index] = KeyValuePair.Create(key, value);
                return;
            }
            _indices.Add(text, _items.Count);
        }
        _items.Add(KeyValuePair.Create(key, value));
    }
}
