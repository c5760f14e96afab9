using Mlvgm.MLNet.WeightFiles.Pickle;
using Mlvgm.MLNet.WeightFiles.Tensors;

namespace Mlvgm.MLNet.WeightFiles.Checkpoints;

using Rule = KeyValuePair<(string Module, string Name), GlobalRule>;

/// <summary>PyTorch's names for storages, types and small values (docs/method/weight-formats.md#zip-checkpoints).</summary>
static class TorchRules
{
    /// <summary>The types of storage classes and of <c>torch.dtype</c>, by their names in safetensors.</summary>
    static readonly (string? Storage, string[] Types, string Name)[] Types =
    [
        ("DoubleStorage", ["float64", "double"], "F64"),
        ("FloatStorage", ["float32", "float"], "F32"),
        ("HalfStorage", ["float16", "half"], "F16"),
        ("BFloat16Storage", ["bfloat16"], "BF16"),
        ("LongStorage", ["int64", "long"], "I64"),
        ("IntStorage", ["int32", "int"], "I32"),
        ("ShortStorage", ["int16", "short"], "I16"),
        ("CharStorage", ["int8"], "I8"),
        ("ByteStorage", ["uint8"], "U8"),
        ("BoolStorage", ["bool"], "BOOL"),
        ("ComplexFloatStorage", ["complex64", "cfloat"], "C64"),
        ("ComplexDoubleStorage", ["complex128", "cdouble"], "C128"),
        ("ComplexHalfStorage", ["complex32", "chalf"], "C32"),
        ("QInt8Storage", ["qint8"], "QI8"),
        ("QUInt8Storage", ["quint8"], "QU8"),
        ("QInt32Storage", ["qint32"], "QI32"),
        ("QUInt4x2Storage", ["quint4x2"], "QU4X2"),
        ("QUInt2x4Storage", ["quint2x4"], "QU2X4"),
        (null, ["uint64"], "U64"),
        (null, ["uint32"], "U32"),
        (null, ["uint16"], "U16"),
        (null, ["float8_e4m3fn"], "F8_E4M3"),
        (null, ["float8_e5m2"], "F8_E5M2"),
        (null, ["float8_e8m0fnu"], "F8_E8M0"),
        (null, ["float8_e4m3fnuz"], "F8_E4M3FNUZ"),
        (null, ["float8_e5m2fnuz"], "F8_E5M2FNUZ"),
    ];

    static readonly Dictionary<string, StoredType> ByStorage =
        Types.Where(row => row.Storage is not null).ToDictionary(row => row.Storage!, row => StoredType.Named(row.Name), StringComparer.Ordinal);

    static readonly Dictionary<string, StoredType> ByType =
        Types.SelectMany(row => row.Types.Select(type => (type, row.Name))).ToDictionary(row => row.type, row => StoredType.Named(row.Name), StringComparer.Ordinal);

    static readonly string[] Words =
    [
        "strided", "sparse_coo", "sparse_csr", "contiguous_format", "preserve_format", "channels_last", "channels_last_3d", "per_tensor_affine",
        "per_tensor_symmetric", "per_channel_affine", "per_channel_symmetric", "per_channel_affine_float_qparams",
    ];

    static readonly GlobalRule Mentioned = new();

    public static IEnumerable<Rule> All =>
    [
        new(("torch.storage", "_load_from_bytes"), new GlobalRule(LoadStorage)),
        new(("torch.storage", "UntypedStorage"), Mentioned),
        new(("torch", "UntypedStorage"), Mentioned),
        new(("torch.serialization", "_get_layout"), new GlobalRule((arguments, _) => arguments.Get<string>(0))),
        new(("torch", "Size"), new GlobalRule(ToTuple)),
        new(("torch", "device"), new GlobalRule(ToDevice)),
        new(("torch.nn.parameter", "Parameter"), Mentioned),
        new(("torch.nn.parameter", "Buffer"), Mentioned),
        new(("torch._tensor", "Tensor"), Mentioned),
        new(("torch", "Tensor"), Mentioned),
        .. ByStorage.Keys.Concat(ByType.Keys).Concat(Words).Select(name => new Rule(("torch", name), Mentioned)),
    ];

    /// <summary>The element type of a storage class, such as <c>torch.FloatStorage</c>; one without a type has bytes.</summary>
    public static StoredType StorageType(PickledGlobal storageClass) => storageClass switch
    {
        { Name: "UntypedStorage" } => StoredType.Of(ElementType.UInt8),
        { Module: "torch" } when ByStorage.TryGetValue(storageClass.Name, out var type) => type,
        { Module: "torch" or "torch.storage" } => new StoredType(ElementType.Other, storageClass.Name, 0),
        _ => throw new InvalidDataException($"'{storageClass}' is no class of storages."),
    };

    /// <summary>The element type that <c>torch.float32</c> and the like name.</summary>
    public static StoredType TypeOf(PickledGlobal type) =>
        type.Module == "torch" && ByType.TryGetValue(type.Name, out var known) ? known : new StoredType(ElementType.Other, type.Name, 0);

    /// <summary>A storage as plain pickles hold it: a file of the old format inside a bytes object.</summary>
    static TensorStorage LoadStorage(PickledTuple arguments, PickleContext context)
    {
        var bytes = arguments.Get<PickledBytes>(0).Source;
        return context.Budget.Inside(() => LegacyCheckpoint.Read(bytes, context)) as TensorStorage
            ?? throw new InvalidDataException("the bytes hold no storage.");
    }

    /// <summary><c>device('cuda')</c>, or with a number.</summary>
    static string ToDevice(PickledTuple arguments, PickleContext context) =>
        arguments.Count > 1 ? $"{arguments.Get<string>(0)}:{arguments.Get<long>(1)}" : arguments.Get<string>(0);

    static PickledTuple ToTuple(PickledTuple arguments, PickleContext context)
    {
        if (arguments is [PickledTuple tuple]) return tuple;
        var list = arguments.Get<PickledList>(0);
        context.Budget.Charge(8L * list.Count);
        return new PickledTuple([.. list]);
    }
}
