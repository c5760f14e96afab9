using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.WeightFiles;

/// <summary>The element types of weight files and their names in safetensors.</summary>
static class SafetensorsTypes
{
    static readonly Dictionary<string, (ScalarType Type, int Size)> ByName = new(StringComparer.Ordinal)
    {
        ["F64"] = (ScalarType.Float64, 8),
        ["F32"] = (ScalarType.Float32, 4),
        ["F16"] = (ScalarType.Float16, 2),
        ["BF16"] = (ScalarType.BFloat16, 2),
        ["I64"] = (ScalarType.Int64, 8),
        ["I32"] = (ScalarType.Int32, 4),
        ["I16"] = (ScalarType.Int16, 2),
        ["I8"] = (ScalarType.Int8, 1),
        ["U8"] = (ScalarType.Byte, 1),
        ["BOOL"] = (ScalarType.Bool, 1),
    };

    static readonly Dictionary<ScalarType, string> ByType = ByName.ToDictionary(pair => pair.Value.Type, pair => pair.Key);

    /// <summary>The type called <paramref name="name"/> and the bytes of one element.</summary>
    public static bool TryParse(string name, out ScalarType type, out int size)
    {
        bool known = ByName.TryGetValue(name, out var found);
        (type, size) = found;
        return known;
    }

    /// <summary>The name of <paramref name="type"/>.</summary>
    /// <exception cref="NotSupportedException">safetensors has no such type.</exception>
    public static string NameOf(ScalarType type) =>
        ByType.TryGetValue(type, out string? name) ? name : throw new NotSupportedException($"safetensors has no element type {type}.");

    /// <summary>The bytes of one element of <paramref name="type"/>.</summary>
    public static int SizeOf(ScalarType type) => ByName[NameOf(type)].Size;
}
