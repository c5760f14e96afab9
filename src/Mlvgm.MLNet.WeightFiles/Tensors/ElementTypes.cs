namespace Mlvgm.MLNet.WeightFiles.Tensors;

/// <summary>The element types that are read: their names in safetensors, their sizes, and their .NET types.</summary>
static class ElementTypes
{
    static readonly (ElementType Type, string Name, int Size, Type? Clr)[] All =
    [
        (ElementType.Float64, "F64", 8, typeof(double)),
        (ElementType.Float32, "F32", 4, typeof(float)),
        (ElementType.Float16, "F16", 2, typeof(Half)),
        (ElementType.BFloat16, "BF16", 2, null),
        (ElementType.Int64, "I64", 8, typeof(long)),
        (ElementType.Int32, "I32", 4, typeof(int)),
        (ElementType.Int16, "I16", 2, typeof(short)),
        (ElementType.Int8, "I8", 1, typeof(sbyte)),
        (ElementType.UInt8, "U8", 1, typeof(byte)),
        (ElementType.Bool, "BOOL", 1, typeof(bool)),
        (ElementType.UInt64, "U64", 8, typeof(ulong)),
        (ElementType.UInt32, "U32", 4, typeof(uint)),
        (ElementType.UInt16, "U16", 2, typeof(ushort)),
    ];

    static readonly Dictionary<ElementType, (string Name, int Size)> ByType = All.ToDictionary(row => row.Type, row => (row.Name, row.Size));
    static readonly Dictionary<string, ElementType> ByName = All.ToDictionary(row => row.Name, row => row.Type, StringComparer.Ordinal);
    static readonly Dictionary<Type, ElementType> ByClr = All.Where(row => row.Clr is not null).ToDictionary(row => row.Clr!, row => row.Type);

    /// <summary>The bytes of one element.</summary>
    public static int SizeOf(ElementType type) => ByType.TryGetValue(type, out var row) ? row.Size : throw Unknown(type);

    /// <summary>The name in safetensors.</summary>
    public static string NameOf(ElementType type) => ByType.TryGetValue(type, out var row) ? row.Name : throw Unknown(type);

    /// <summary>The name in safetensors, or a word for what is not read.</summary>
    public static string NameOrOther(ElementType type) => type == ElementType.Other ? "other" : NameOf(type);

    /// <summary>The type that safetensors calls <paramref name="name"/>, if it is read.</summary>
    public static bool TryParse(string name, out ElementType type) => ByName.TryGetValue(name, out type);

    /// <summary>The element type that <typeparamref name="T"/> holds.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static ElementType Of<T>() where T : unmanaged => ByClr.TryGetValue(typeof(T), out var type)
        ? type
        : throw new NotSupportedException($"{typeof(T)} is no element type of weight files. These are: {string.Join(", ", ByClr.Keys.Select(t => t.Name))}.");

    static ArgumentOutOfRangeException Unknown(ElementType type) => new(nameof(type), type, "Elements of this type are neither read nor written.");
}
