using Microsoft.ML.Transforms.Onnx;
using Mlvgm.MLNet.Measurement;

namespace Mlvgm.MLNet.Perturbations;

/// <summary>A learned perturbation and how it came to be.</summary>
/// <param name="Transformer">ML.NET's own transformer; its file, <paramref name="OnnxPath"/>, must stay while it is in use.</param>
/// <param name="OnnxPath">The full path of <c>walker.onnx</c>.</param>
/// <param name="WalkerPath">The full path of <c>walker.safetensors</c>, for <see cref="Measurement.Strategies.LearnedStrategy"/>.</param>
/// <param name="Training">Iterations, loss, curve, and whether γ was reached.</param>
public sealed record TrainedPerturbation(OnnxTransformer Transformer, string OnnxPath, string WalkerPath, TrainedWalker Training);
