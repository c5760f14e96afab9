using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Mlvgm.MLNet.Onnx.Sessions;

/// <summary>An input or output of a model whose dimension 0 is the batch.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Shape">The shape of one sample.</param>
/// <param name="FixedBatch">The only number of samples that the graph takes at a time; null where it takes any.</param>
/// <param name="IsHalf">Whether its numbers have half precision; single otherwise.</param>
sealed record OnnxTensor(string Name, IReadOnlyList<int> Shape, int? FixedBatch = null, bool IsHalf = false)
{
    /// <summary>Numbers in one sample.</summary>
    public int Size { get; } = Shape.Aggregate(1, (product, d) => checked(product * d));

    /// <param name="file">The model's file.</param>
    /// <param name="name">The tensor's name.</param>
    /// <param name="metadata">What ONNX Runtime says of it.</param>
    /// <param name="shape">The shape of one sample, as far as the graph leaves it open; null where that is an error.</param>
    /// <exception cref="InvalidDataException">The tensor is none, or not of floats, or more than its batch is free.</exception>
    public static OnnxTensor From(string file, string name, NodeMetadata metadata, IReadOnlyList<int>? shape = null)
    {
        if (metadata.OnnxValueType != OnnxValueType.ONNX_TYPE_TENSOR)
            throw new InvalidDataException($"'{name}' of '{file}' is no tensor but {metadata.OnnxValueType}: inputs and outputs are one tensor of floats each.");
        if (metadata.ElementDataType is not (TensorElementType.Float or TensorElementType.Float16))
        {
            throw new InvalidDataException(
                $"Tensor '{name}' of '{file}' holds {metadata.ElementDataType}; only float32 and float16 are read. Export the graph without its last Cast, with " +
                "images in [0, 1].");
        }
        int[] dimensions = metadata.Dimensions;
        if (shape is not null && dimensions.Length == shape.Count + 1)
            dimensions = [dimensions[0], .. dimensions[1..].Zip(shape, (declared, known) => declared < 1 ? known : declared)];
        if (dimensions.Length < 2 || dimensions.Skip(1).Any(d => d < 1))
        {
            throw new InvalidDataException(
                $"Tensor '{name}' of '{file}' has shape ({string.Join(", ", dimensions)}): the batch must come first, and every other " +
                "dimension must be fixed. Export the graph with a dynamic batch alone.");
        }
        return new OnnxTensor(name, dimensions[1..], dimensions[0] > 0 ? dimensions[0] : null, metadata.ElementDataType == TensorElementType.Float16);
    }

    /// <summary>Samples as a value of ONNX Runtime, which the caller disposes.</summary>
    /// <param name="samples">[<paramref name="batch"/>, ..<see cref="Shape"/>].</param>
    /// <param name="batch">How many there are.</param>
    public OrtValue ToValue(Memory<float> samples, int batch)
    {
        long[] shape = [batch, .. Shape.Select(d => (long)d)];
        if (!IsHalf) return OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, samples, shape);
        var halves = new Float16[samples.Length];
        for (int i = 0; i < halves.Length; i++) halves[i] = (Float16)samples.Span[i];
        return OrtValue.CreateTensorValueFromMemory(halves, shape);
    }

    /// <summary>Copies a value of ONNX Runtime; the samples that do not fit are left out.</summary>
    public void CopyTo(OrtValue value, Span<float> samples)
    {
        if (!IsHalf)
        {
            value.GetTensorDataAsSpan<float>()[..samples.Length].CopyTo(samples);
            return;
        }
        var halves = value.GetTensorDataAsSpan<Float16>();
        for (int i = 0; i < samples.Length; i++) samples[i] = (float)halves[i];
    }

    public override string ToString() => $"'{Name}' ({string.Join("x", Shape)})";
}
