namespace Mlvgm.MLNet.WeightFiles.Onnx;

/// <summary>The element types of ONNX tensors: the names of safetensors where it has them, and the bytes of one element.</summary>
static class OnnxElementTypes
{
    static readonly (string Name, int Size)[] Types =
    [
        ("UNDEFINED", 0), ("F32", 4), ("U8", 1), ("I8", 1), ("U16", 2), ("I16", 2), ("I32", 4), ("I64", 8), ("STRING", 0), ("BOOL", 1),
        ("F16", 2), ("F64", 8), ("U32", 4), ("U64", 8), ("C64", 8), ("C128", 16), ("BF16", 2), ("F8_E4M3", 1), ("F8_E4M3FNUZ", 1),
        ("F8_E5M2", 1), ("F8_E5M2FNUZ", 1), ("U4", 0), ("I4", 0), ("F4_E2M1", 0),
    ];

    /// <summary>The type that ONNX numbers <paramref name="code"/>; the size is 0 where elements have no whole number of bytes.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static (string Name, int Size) Find(ulong code) => code > 0 && code < (ulong)Types.Length
        ? Types[code]
        : throw new InvalidDataException($"a tensor has the element type {code}, which is unknown.");
}
