using Mlvgm.MLNet.WeightFiles.Tensors;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Weights;

/// <summary>The element types of weight files as TorchSharp calls them.</summary>
static class TensorTypes
{
    static readonly Dictionary<ElementType, ScalarType> ByElement = new()
    {
        [ElementType.Float64] = ScalarType.Float64,
        [ElementType.Float32] = ScalarType.Float32,
        [ElementType.Float16] = ScalarType.Float16,
        [ElementType.BFloat16] = ScalarType.BFloat16,
        [ElementType.Int64] = ScalarType.Int64,
        [ElementType.Int32] = ScalarType.Int32,
        [ElementType.Int16] = ScalarType.Int16,
        [ElementType.Int8] = ScalarType.Int8,
        [ElementType.UInt8] = ScalarType.Byte,
        [ElementType.Bool] = ScalarType.Bool,
    };

    static readonly Dictionary<ScalarType, ElementType> ByScalar = ByElement.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>TorchSharp's type; false where it has none.</summary>
    public static bool TryToScalarType(this ElementType type, out ScalarType scalar) => ByElement.TryGetValue(type, out scalar);

    /// <summary>The type in a weight file.</summary>
    /// <exception cref="NotSupportedException">safetensors has no such type.</exception>
    public static ElementType ToElementType(this ScalarType type) => ByScalar.TryGetValue(type, out var element)
        ? element
        : throw new NotSupportedException($"safetensors has no element type {type}.");
}
