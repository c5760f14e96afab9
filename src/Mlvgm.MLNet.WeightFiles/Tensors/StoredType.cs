namespace Mlvgm.MLNet.WeightFiles.Tensors;

/// <summary>An element type as a file names it: one that is read, or another of which the size may be known.</summary>
/// <param name="Type">The type; <see cref="ElementType.Other"/> where its numbers are not read.</param>
/// <param name="Name">The name in safetensors, or the file's own.</param>
/// <param name="Bits">The bits of an element; 0 where they are not known.</param>
readonly record struct StoredType(ElementType Type, string Name, int Bits)
{
    /// <summary>The sizes of types that are only listed: safetensors' names, and PyTorch's for quantised numbers.</summary>
    static readonly Dictionary<string, int> Others = new(StringComparer.Ordinal)
    {
        ["C32"] = 32,
        ["C64"] = 64,
        ["C128"] = 128,
        ["F8_E4M3"] = 8,
        ["F8_E5M2"] = 8,
        ["F8_E8M0"] = 8,
        ["F8_E4M3FNUZ"] = 8,
        ["F8_E5M2FNUZ"] = 8,
        ["F6_E2M3"] = 6,
        ["F6_E3M2"] = 6,
        ["F4"] = 4,
        ["QI8"] = 8,
        ["QU8"] = 8,
        ["QI32"] = 32,
        ["QU4X2"] = 8,
        ["QU2X4"] = 8,
    };

    /// <summary>Whole bytes of an element; 0 where there is no such number.</summary>
    public int Bytes => Bits % 8 == 0 ? Bits / 8 : 0;

    /// <summary>A type that is read.</summary>
    public static StoredType Of(ElementType type) => new(type, ElementTypes.NameOf(type), 8 * ElementTypes.SizeOf(type));

    /// <summary>The type of that name in safetensors.</summary>
    public static StoredType Named(string name) => ElementTypes.TryParse(name, out var type)
        ? Of(type)
        : new StoredType(ElementType.Other, name, Others.GetValueOrDefault(name));
}
