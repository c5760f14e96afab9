using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Checkpoints;
using Mlvgm.MLNet.WeightFiles.Pickle;
using Mlvgm.MLNet.WeightFiles.Tensors;

namespace Mlvgm.MLNet.WeightFiles.Checkpoints;

using Rule = KeyValuePair<(string Module, string Name), GlobalRule>;

/// <summary>PyTorch's names for tensors and what belongs to them (docs/method/weight-formats.md#zip-checkpoints).</summary>
static class TorchRules
{
    static readonly Dictionary<string, ElementType> StorageTypes = new(StringComparer.Ordinal)
    {
        ["DoubleStorage"] = ElementType.Float64,
        ["FloatStorage"] = ElementType.Float32,
        ["HalfStorage"] = ElementType.Float16,
        ["BFloat16Storage"] = ElementType.BFloat16,
        ["LongStorage"] = ElementType.Int64,
        ["IntStorage"] = ElementType.Int32,
        ["ShortStorage"] = ElementType.Int16,
        ["CharStorage"] = ElementType.Int8,
        ["ByteStorage"] = ElementType.UInt8,
        ["BoolStorage"] = ElementType.Bool,
    };

    static readonly string[] TypeNames =
        ["float64", "float32", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool", "complex64", "complex128"];

    static readonly GlobalRule Mentioned = new();

    public static IEnumerable<Rule> All =>
    [
        new(("torch._utils", "_rebuild_tensor"), new GlobalRule(RebuildTensor)),
        new(("torch._utils", "_rebuild_tensor_v2"), new GlobalRule(RebuildTensor)),
        new(("torch._utils", "_rebuild_parameter"), new GlobalRule(RebuildParameter)),
        new(("torch.storage", "_load_from_bytes"), new GlobalRule(LoadStorage)),
        new(("torch", "Size"), new GlobalRule(ToTuple)),
        new(("torch", "device"), new GlobalRule((arguments, _) => arguments.Get<string>(0))),
        .. StorageTypes.Keys.Select(name => new Rule(("torch", name), Mentioned)),
        .. TypeNames.Select(name => new Rule(("torch", name), Mentioned)),
    ];

    /// <summary>The element type of a storage class, such as <c>torch.FloatStorage</c>.</summary>
    /// <exception cref="InvalidDataException">It is no storage class that is read.</exception>
    public static ElementType StorageType(PickledGlobal storageClass) =>
        storageClass.Module == "torch" && StorageTypes.TryGetValue(storageClass.Name, out var type)
            ? type
            : throw new InvalidDataException($"'{storageClass}' is no storage of an element type that is read.");

    /// <summary><c>(storage, offset, size, stride, ...)</c>; what follows does not change the numbers.</summary>
    static WeightTensor RebuildTensor(PickledTuple arguments, ReadBudget budget)
    {
        long[] shape = arguments.Get<PickledTuple>(2).ToIntegers();
        long[] strides = arguments.Get<PickledTuple>(3).ToIntegers();
        return new WeightTensor(new TensorView(arguments.Get<TensorStorage>(0), arguments.Get<long>(1), shape, strides, budget));
    }

    /// <summary><c>(tensor, requires_grad, hooks)</c>.</summary>
    static WeightTensor RebuildParameter(PickledTuple arguments, ReadBudget budget) => arguments.Get<WeightTensor>(0);

    /// <summary>A storage as plain pickles hold it: a file of the old format inside a bytes object.</summary>
    static TensorStorage LoadStorage(PickledTuple arguments, ReadBudget budget)
    {
        var bytes = arguments.Get<PickledBytes>(0).Source;
        return budget.Inside(() => LegacyCheckpoint.Read(bytes, budget)) as TensorStorage
            ?? throw new InvalidDataException("the bytes hold no storage.");
    }

    static PickledTuple ToTuple(PickledTuple arguments, ReadBudget budget)
    {
        if (arguments is [PickledTuple tuple]) return tuple;
        var list = arguments.Get<PickledList>(0);
        budget.Charge(8L * list.Count);
        return new PickledTuple([.. list]);
    }
}
