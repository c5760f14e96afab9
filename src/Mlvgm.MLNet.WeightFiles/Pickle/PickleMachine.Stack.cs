namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <content>The stack, its marks, and the memo.</content>
sealed partial class PickleMachine
{
    /// <summary>What one more value costs: its slot in a list that doubles, and a boxed number.</summary>
    const int ValueCost = 40;

    const int MemoCost = 64;

    readonly List<object?> _stack = [];
    readonly List<int> _marks = [];
    readonly Dictionary<uint, object?> _memo = [];

    int Floor => _marks.Count > 0 ? _marks[^1] : 0;

    void Push(object? value)
    {
        _budget.Charge(ValueCost);
        _stack.Add(value);
    }

    object? Pop()
    {
        if (_stack.Count <= Floor) throw Underflow();
        object? value = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    T Pop<T>(string what) => PickledValue.As<T>(Pop(), what);

    object? Top() => _stack.Count > Floor ? _stack[^1] : throw Underflow();

    void Mark()
    {
        _budget.Charge(ValueCost);
        _marks.Add(_stack.Count);
    }

    /// <summary>Takes the values above the last mark, and the mark.</summary>
    object?[] PopToMark()
    {
        if (_marks.Count == 0) throw new InvalidDataException("its pickle closes a sequence that it never opened.");
        int start = _marks[^1];
        _marks.RemoveAt(_marks.Count - 1);
        return PopLast(_stack.Count - start);
    }

    object?[] PopLast(int count)
    {
        if (_stack.Count - count < Floor) throw Underflow();
        _budget.Charge(24 + 8L * count);
        object?[] values = new object?[count];
        _stack.CopyTo(_stack.Count - count, values, 0, count);
        _stack.RemoveRange(_stack.Count - count, count);
        return values;
    }

    void Remember(uint index)
    {
        _budget.Charge(MemoCost);
        _memo[index] = Top();
    }

    object? Recall(uint index) => _memo.TryGetValue(index, out object? value)
        ? value
        : throw new InvalidDataException($"its pickle recalls value {index}, which it never kept.");

    static InvalidDataException Underflow() => new("its pickle takes more values than it has made.");
}
