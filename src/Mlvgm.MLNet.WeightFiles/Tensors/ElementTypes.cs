namespace Mlvgm.MLNet.WeightFiles.Tensors;

/// <summary>The size of elements, and their .NET types.</summary>
static class ElementTypes
{
    static readonly Dictionary<Type, ElementType> Types = new()
    {
        [typeof(double)] = ElementType.Float64,
        [typeof(float)] = ElementType.Float32,
        [typeof(Half)] = ElementType.Float16,
        [typeof(long)] = ElementType.Int64,
        [typeof(int)] = ElementType.Int32,
        [typeof(short)] = ElementType.Int16,
        [typeof(sbyte)] = ElementType.Int8,
        [typeof(byte)] = ElementType.UInt8,
        [typeof(bool)] = ElementType.Bool,
    };

    /// <summary>The bytes of one element.</summary>
    public static int SizeOf(ElementType type) => type switch
    {
        ElementType.Float64 or ElementType.Int64 => 8,
        ElementType.Float32 or ElementType.Int32 => 4,
        ElementType.Float16 or ElementType.BFloat16 or ElementType.Int16 => 2,
        ElementType.Int8 or ElementType.UInt8 or ElementType.Bool => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such element type."),
    };

    /// <summary>The element type that <typeparamref name="T"/> holds.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static ElementType Of<T>() where T : unmanaged => Types.TryGetValue(typeof(T), out var type)
        ? type
        : throw new NotSupportedException($"{typeof(T)} is no element type of weight files. These are: {string.Join(", ", Types.Keys.Select(t => t.Name))}.");
}
