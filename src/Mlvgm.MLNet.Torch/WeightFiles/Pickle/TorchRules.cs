using Mlvgm.MLNet.Torch.WeightFiles.Bytes;
using Mlvgm.MLNet.Torch.WeightFiles.Checkpoints;
using Mlvgm.MLNet.Torch.WeightFiles.Tensors;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.WeightFiles.Pickle;

using Rule = KeyValuePair<(string Module, string Name), GlobalRule>;

/// <summary>PyTorch's names for tensors and what belongs to them (docs/method/weight-formats.md#zip-checkpoints).</summary>
static class TorchRules
{
    static readonly Dictionary<string, ScalarType> StorageTypes = new(StringComparer.Ordinal)
    {
        ["DoubleStorage"] = ScalarType.Float64,
        ["FloatStorage"] = ScalarType.Float32,
        ["HalfStorage"] = ScalarType.Float16,
        ["BFloat16Storage"] = ScalarType.BFloat16,
        ["LongStorage"] = ScalarType.Int64,
        ["IntStorage"] = ScalarType.Int32,
        ["ShortStorage"] = ScalarType.Int16,
        ["CharStorage"] = ScalarType.Int8,
        ["ByteStorage"] = ScalarType.Byte,
        ["BoolStorage"] = ScalarType.Bool,
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
    public static ScalarType StorageType(PickledGlobal storageClass) =>
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
