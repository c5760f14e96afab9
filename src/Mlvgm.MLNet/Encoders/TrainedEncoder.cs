using Microsoft.ML.Transforms.Onnx;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.Encoders;

/// <summary>An encoder and how it came to be.</summary>
/// <param name="Transformer">ML.NET's own transformer; its file, <paramref name="OnnxPath"/>, must stay while it is in use.</param>
/// <param name="OnnxPath">The full path of <c>encoder.onnx</c>; of a run that was cancelled, of <c>encoder.partial.onnx</c>.</param>
/// <param name="WeightsPath">The full path of <c>weights.safetensors</c>, or <c>weights.partial.safetensors</c>: encoder and heads.</param>
/// <param name="Card">What the ONNX file's metadata says.</param>
/// <param name="LargestDifference">The largest absolute difference between the TorchSharp module and ONNX Runtime on random images.</param>
/// <param name="Training">Steps, loss, speed and the spread of the embeddings.</param>
/// <example>See <c>examples/ApiTour/MonitoredTraining.cs</c>.</example>
public sealed record TrainedEncoder(
    OnnxTransformer Transformer,
    string OnnxPath,
    string WeightsPath,
    EncoderCard Card,
    double LargestDifference,
    TrainingResult Training)
{
    /// <summary>Image files that were passed over, in the order in which they were met; <see cref="ImageFileSet.SkipUndecodable"/>.</summary>
    public IReadOnlyList<SkippedImage> PassedOver { get; init; } = [];
}
