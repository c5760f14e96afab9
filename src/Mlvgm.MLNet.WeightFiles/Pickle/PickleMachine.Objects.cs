using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Tensors;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <content>Names, and what the allow-list makes of them.</content>
sealed partial class PickleMachine
{
    const int ObjectCost = 256;

    /// <summary>Names that must be called, and whether that is still to happen.</summary>
    readonly Dictionary<(string Module, string Name), bool> _uncalled = [];

    void StepObject(Opcode code)
    {
        _budget.Charge(ObjectCost);
        switch (code)
        {
            case Opcode.Global:
                string module = input.ReadLine();
                PushName(module, input.ReadLine());
                break;
            case Opcode.StackGlobal:
                string name = Pop<string>("the name of a global");
                PushName(Pop<string>("the module of a global"), name);
                break;
            case Opcode.BinaryPersistentId:
                if (persistent is null) throw new InvalidDataException("its pickle refers to data outside itself.");
                Push(persistent(Pop<PickledTuple>("a persistent id")));
                break;
            case Opcode.Reduce:
                Reduce();
                break;
            case Opcode.NewObject:
                NewObject(Pop<PickledTuple>("the arguments of a class"));
                break;
            case Opcode.NewObjectWithKeywords:
                var keywords = Pop<PickledDictionary>("the keywords of a class");
                NewObject(new PickledTuple([.. Pop<PickledTuple>("the arguments of a class"), keywords]));
                break;
            case Opcode.Build:
                object? state = Pop();
                Build(Top(), state);
                break;
            default:
                throw new InvalidDataException($"its pickle has the instruction 0x{(byte)code:x2} at byte {input.Position - 1}, which is not read.");
        }
    }

    void PushName(string module, string name)
    {
        var found = names.Find(module, name, context.Ignored);
        if (found.Rule.MustBeCalled) _uncalled.TryAdd((module, name), true);
        Push(found);
    }

    void Reduce()
    {
        var arguments = Pop<PickledTuple>("the arguments of a call");
        var function = Pop<PickledGlobal>("what is called");
        if (function.Rule.Call is not { } call)
            throw new InvalidDataException($"it calls '{Printable.Of(function.ToString())}', which it may only mention; nothing was run.");
        try
        {
            Push(call(arguments, context));
            Note(function);
            if (function.Rule.MustBeCalled) _uncalled[(function.Module, function.Name)] = false;
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{function}: {e.Message}", e);
        }
    }

    void NewObject(PickledTuple arguments)
    {
        var type = Pop<PickledGlobal>("a class");
        if (type.Rule.Create is not { } create)
            throw new InvalidDataException($"it makes an instance of '{Printable.Of(type.ToString())}', of which none may be made.");
        Push(create(type, arguments));
        Note(type);
    }

    void Note(PickledGlobal made)
    {
        if (made.Rule.Unknown) context.Ignored.Add(made, objects: 1);
    }

    /// <summary>Gives an object its attributes. Those of a dictionary, such as a state dictionary's version, say nothing about tensors.</summary>
    void Build(object? target, object? state)
    {
        switch (target)
        {
            case PickledObject { Unknown: true } record when state is not PickledDictionary:
                // Attributes and slots come as a pair; anything else is what the class's own code would have taken.
                if (state is PickledTuple and [PickledDictionary or null, PickledDictionary slots])
                    (record.State, record.OtherState) = (((PickledTuple)state)[0] as PickledDictionary ?? record.State, slots);
                else record.OtherState = state;
                break;
            case PickledObject instance:
                instance.State = PickledValue.As<PickledDictionary>(state, $"the state of {Printable.Of(instance.ToString())}");
                break;
            case NumpyType type:
                type.Build(PickledValue.As<PickledTuple>(state, "the state of a NumPy type"));
                break;
            case WeightTensor { Described: false } array:
                NumpyType.Describe(array, PickledValue.As<PickledTuple>(state, "the state of a NumPy array"), _budget);
                break;
            case PickledDictionary:
                break;
            default:
                throw new InvalidDataException("its pickle gives attributes to something that has none.");
        }
    }
}
