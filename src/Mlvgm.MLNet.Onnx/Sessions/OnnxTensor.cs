using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Mlvgm.MLNet.Onnx.Sessions;

/// <summary>An input or output of a model whose dimension 0 is the batch.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Shape">The shape of one sample.</param>
sealed record OnnxTensor(string Name, IReadOnlyList<int> Shape)
{
    /// <summary>Numbers in one sample.</summary>
    public int Size { get; } = Shape.Aggregate(1, (product, d) => checked(product * d));

    /// <exception cref="InvalidDataException">The tensor is not of floats, or its batch is not its only free dimension.</exception>
    public static OnnxTensor From(string file, string name, NodeMetadata metadata)
    {
        if (metadata.ElementDataType != TensorElementType.Float)
            throw new InvalidDataException($"Tensor '{name}' of '{file}' holds {metadata.ElementDataType}; only float32 is supported.");
        int[] dimensions = metadata.Dimensions;
        if (dimensions.Length < 2 || dimensions.Skip(1).Any(d => d < 1))
            throw new InvalidDataException(
                $"Tensor '{name}' of '{file}' has shape ({string.Join(", ", dimensions)}): the batch must come first, and every other " +
                "dimension must be fixed.");
        return new OnnxTensor(name, dimensions[1..]);
    }

    public override string ToString() => $"'{Name}' ({string.Join("x", Shape)})";
}
