using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Tensors;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <content>Names, and what the allow-list makes of them.</content>
sealed partial class PickleMachine
{
    const int ObjectCost = 256;

    void StepObject(Opcode code)
    {
        budget.Charge(ObjectCost);
        switch (code)
        {
            case Opcode.Global:
                string module = input.ReadLine();
                Push(names.Find(module, input.ReadLine()));
                break;
            case Opcode.StackGlobal:
                string name = Pop<string>("the name of a global");
                Push(names.Find(Pop<string>("the module of a global"), name));
                break;
            case Opcode.BinaryPersistentId:
                if (persistent is null) throw new InvalidDataException("its pickle refers to data outside itself.");
                Push(persistent(Pop<PickledTuple>("a persistent id")));
                break;
            case Opcode.Reduce:
                Reduce();
                break;
            case Opcode.NewObject:
                NewObject();
                break;
            case Opcode.Build:
                object? state = Pop();
                Build(Top(), state);
                break;
            default:
                throw new InvalidDataException($"its pickle has the instruction 0x{(byte)code:x2} at byte {input.Position - 1}, which is not read.");
        }
    }

    void Reduce()
    {
        var arguments = Pop<PickledTuple>("the arguments of a call");
        var function = Pop<PickledGlobal>("what is called");
        if (function.Rule.Call is not { } call)
            throw new InvalidDataException($"it calls '{Printable.Of(function.ToString())}', which it may only mention; nothing was run.");
        try
        {
            Push(call(arguments, budget));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{function}: {e.Message}", e);
        }
    }

    void NewObject()
    {
        Pop<PickledTuple>("the arguments of a class");
        var type = Pop<PickledGlobal>("a class");
        if (type.Rule.Create is not { } create)
            throw new InvalidDataException($"it makes an instance of '{Printable.Of(type.ToString())}', of which none may be made.");
        Push(create(type));
    }

    /// <summary>Gives an object its attributes. Those of a dictionary, such as a state dictionary's version, say nothing about tensors.</summary>
    void Build(object? target, object? state)
    {
        switch (target)
        {
            case PickledObject instance:
                instance.State = PickledValue.As<PickledDictionary>(state, $"the state of {Printable.Of(instance.ToString())}");
                break;
            case NumpyType type:
                type.Build(PickledValue.As<PickledTuple>(state, "the state of a NumPy type"));
                break;
            case WeightTensor { Described: false } array:
                array.Describe(NumpyType.ArrayView(PickledValue.As<PickledTuple>(state, "the state of a NumPy array"), budget));
                break;
            case PickledDictionary:
                break;
            default:
                throw new InvalidDataException("its pickle gives attributes to something that has none.");
        }
    }
}
