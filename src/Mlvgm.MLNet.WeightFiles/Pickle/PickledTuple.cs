using System.Collections;

namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>A Python tuple.</summary>
/// <example>See <c>examples/ApiTour/WeightsOfStrangers.cs</c>.</example>
public sealed class PickledTuple : IReadOnlyList<object?>
{
    internal static readonly PickledTuple Empty = new([]);

    readonly object?[] _items;

    internal PickledTuple(object?[] items) => _items = items;

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public object? this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator() => ((IEnumerable<object?>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    /// <summary>The item at <paramref name="index"/>.</summary>
    /// <exception cref="InvalidDataException">There is none, or it is of another kind.</exception>
    internal T Get<T>(int index)
    {
        if (index >= _items.Length) throw new InvalidDataException($"arguments are missing: {_items.Length} are given.");
        return PickledValue.As<T>(_items[index], $"argument {index + 1}");
    }

    /// <summary>The items as integers, such as a shape.</summary>
    /// <exception cref="InvalidDataException">One is something else.</exception>
    internal long[] ToIntegers()
    {
        long[] numbers = new long[_items.Length];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = Get<long>(i);
        return numbers;
    }
}
