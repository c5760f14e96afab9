using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.FineTuning;

/// <summary>A classifier and how it came to be.</summary>
/// <param name="Transformer">ML.NET's own transformers; the file, <paramref name="OnnxPath"/>, must stay while they are in use.</param>
/// <param name="OnnxPath">The full path of <c>encoder.onnx</c>, whose outputs are Score, the probabilities, and Logits; of a run that was cancelled, of
/// <c>encoder.partial.onnx</c>.</param>
/// <param name="WeightsPath">The full path of the weights: <c>encoder.*</c>, from which other backbones start, and <c>heads.*</c>.</param>
/// <param name="Card">What the ONNX file's metadata says, the classes among it.</param>
/// <param name="LargestDifference">The largest absolute difference between the TorchSharp module and ONNX Runtime on random images.</param>
/// <param name="Training">Steps, loss, speed, and the accuracy on what was held out.</param>
/// <param name="Learned">Images that were learned from.</param>
/// <param name="HeldOut">Images that accuracy was measured on.</param>
/// <param name="Unlabelled">Images without a class, which were left out.</param>
/// <example>See <c>examples/ApiTour/FineTuning.cs</c>.</example>
public sealed record FineTunedClassifier(
    TransformerChain<MulticlassPredictionTransformer<MaximumEntropyModelParameters>> Transformer,
    string OnnxPath,
    string WeightsPath,
    EncoderCard Card,
    double LargestDifference,
    TrainingResult Training,
    int Learned,
    int HeldOut,
    int Unlabelled)
{
    /// <summary>The image files that were passed over, and why (<see cref="ImageFileSet.SkipUndecodable"/>).</summary>
    public IReadOnlyList<SkippedImage> PassedOver { get; init; } = [];
}
