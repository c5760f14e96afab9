namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <content>Tuples, lists, sets and dictionaries.</content>
sealed partial class PickleMachine
{
    const int ContainerCost = 96;
    const int ItemCost = 24;
    const int EntryCost = 120;

    void StepContainer(Opcode code)
    {
        switch (code)
        {
            case Opcode.EmptyTuple: Push(PickledTuple.Empty); break;
            case Opcode.Tuple: PushTuple(PopToMark()); break;
            case Opcode.Tuple1: PushTuple(PopLast(1)); break;
            case Opcode.Tuple2: PushTuple(PopLast(2)); break;
            case Opcode.Tuple3: PushTuple(PopLast(3)); break;
            case Opcode.EmptyList or Opcode.EmptySet: PushContainer(new PickledList()); break;
            case Opcode.FrozenSet: PushList(PopToMark()); break;
            case Opcode.Append: AddTo([Pop()]); break;
            case Opcode.Appends or Opcode.AddItems: AddTo(PopToMark()); break;
            case Opcode.EmptyDictionary: PushContainer(new PickledDictionary()); break;
            case Opcode.SetItem: SetIn(PopLast(2)); break;
            case Opcode.SetItems: SetIn(PopToMark()); break;
            default: StepObject(code); break;
        }
    }

    void PushContainer(object container)
    {
        _budget.Charge(ContainerCost);
        Push(container);
    }

    void PushTuple(object?[] items)
    {
        _budget.Charge(24);
        Push(new PickledTuple(items));
    }

    void PushList(object?[] items)
    {
        _budget.Charge(ItemCost * (long)items.Length);
        PushContainer(new PickledList(items));
    }

    void AddTo(object?[] items)
    {
        var list = Top() switch
        {
            PickledList plain => plain,
            PickledObject instance => instance.Items,
            _ => throw new InvalidDataException("its pickle adds an item to something that is no list."),
        };
        _budget.Charge(ItemCost * (long)items.Length);
        foreach (object? item in items) list.Add(item);
    }

    void SetIn(object?[] items)
    {
        if (items.Length % 2 != 0) throw new InvalidDataException("its pickle gives a key without a value.");
        var dictionary = Top() switch
        {
            PickledDictionary plain => plain,
            PickledObject instance => instance.Entries,
            _ => throw new InvalidDataException("its pickle adds an entry to something that is no dictionary."),
        };
        _budget.Charge(EntryCost * (long)items.Length / 2);
        for (int i = 0; i < items.Length; i += 2)
            dictionary.Set(items[i] ?? PickledGlobal.None, items[i + 1]);
    }
}
