using System.Collections;

namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>A Python list; also a set or frozen set, in the order of the file.</summary>
/// <example>See <c>examples/ApiTour/WeightsOfStrangers.cs</c>.</example>
public sealed class PickledList : IReadOnlyList<object?>
{
    readonly List<object?> _items = [];

    internal PickledList()
    {
    }

    internal PickledList(IEnumerable<object?> items) => _items.AddRange(items);

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public object? this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    internal void Add(object? item) => _items.Add(item);
}
