using Mlvgm.MLNet.WeightFiles.Bytes;

namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>
/// Interprets one pickle as plain data: numbers, text, lists, tuples, dictionaries, and what the list of names builds. It loops, never
/// recurses; a name that is not on the list ends it; no name is ever resolved or called.
/// </summary>
/// <param name="input">The instructions.</param>
/// <param name="context">The budget, charged before anything is allocated, and the list of what is ignored.</param>
/// <param name="names">The names that it may mention.</param>
/// <param name="persistent">Builds the storages that the pickle refers to outside itself; null when it may have none.</param>
sealed partial class PickleMachine(PickleStream input, PickleContext context, AllowList names, Func<PickledTuple, object>? persistent)
{
    public const int HighestProtocol = 5;
    public const int SmallestProtocol = 2;

    readonly ReadBudget _budget = context.Budget;

    /// <summary>Reads up to and including STOP.</summary>
    /// <returns>The value that the pickle describes.</returns>
    /// <exception cref="InvalidDataException">It is damaged, too large for its file, or names something that is not allowed.</exception>
    public object? Run()
    {
        while (true)
        {
            byte code = input.ReadByte();
            if (code == (byte)Opcode.Stop) break;
            Step((Opcode)code);
        }
        if (_stack.Count != 1 || _marks.Count != 0) throw new InvalidDataException($"its pickle ends with {_stack.Count} values instead of one.");
        foreach (var ((module, name), uncalled) in _uncalled)
            if (uncalled) throw RefusedNames.Error(module, name);
        return Pop();
    }

    void Step(Opcode code)
    {
        switch (code)
        {
            case Opcode.Protocol: CheckProtocol(input.ReadByte()); break;
            case Opcode.Frame: input.ReadLength(); break;
            case Opcode.None: Push(null); break;
            case Opcode.True: Push(Boxed.True); break;
            case Opcode.False: Push(Boxed.False); break;
            case Opcode.BinaryByte: Push(Boxed.Of(input.ReadByte())); break;
            case Opcode.BinaryUInt16: Push(Boxed.Of(input.ReadUInt16())); break;
            case Opcode.BinaryInt: Push(Boxed.Of(input.ReadInt32())); break;
            case Opcode.Long1: Push(input.ReadInteger(input.ReadByte())); break;
            case Opcode.Long4: Push(input.ReadInteger(input.ReadUInt32())); break;
            case Opcode.BinaryDouble: Push(input.ReadDouble()); break;
            case Opcode.ShortBinaryText: Push(input.ReadText(input.ReadByte())); break;
            case Opcode.BinaryText: Push(input.ReadText(input.ReadUInt32())); break;
            case Opcode.BinaryText8: Push(input.ReadText(input.ReadLength())); break;
            case Opcode.ShortBinaryString: Push(input.ReadLatin1(input.ReadByte())); break;
            case Opcode.BinaryString: Push(input.ReadLatin1(input.ReadUInt32())); break;
            case Opcode.ShortBinaryBytes: PushBytes(input.ReadByte()); break;
            case Opcode.BinaryBytes: PushBytes(input.ReadUInt32()); break;
            case Opcode.BinaryBytes8 or Opcode.ByteArray8: PushBytes(input.ReadLength()); break;
            case Opcode.Mark: Mark(); break;
            case Opcode.Pop: Pop(); break;
            case Opcode.PopMark: PopToMark(); break;
            case Opcode.BinaryPut: Remember(input.ReadByte()); break;
            case Opcode.LongBinaryPut: Remember(input.ReadUInt32()); break;
            case Opcode.Memoize: Remember((uint)_memo.Count); break;
            case Opcode.BinaryGet: Push(Recall(input.ReadByte())); break;
            case Opcode.LongBinaryGet: Push(Recall(input.ReadUInt32())); break;
            default: StepContainer(code); break;
        }
    }

    static void CheckProtocol(byte protocol)
    {
        if (protocol is < SmallestProtocol or > HighestProtocol)
            throw new InvalidDataException($"it uses pickle protocol {protocol}; {SmallestProtocol} to {HighestProtocol} are read.");
    }

    void PushBytes(long length)
    {
        _budget.Charge(24);
        Push(new PickledBytes(input.ReadSlice(length)));
    }
}
