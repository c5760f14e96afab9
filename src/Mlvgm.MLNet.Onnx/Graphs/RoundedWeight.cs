namespace Mlvgm.MLNet.Onnx.Graphs;

/// <summary>A weight that was rounded.</summary>
/// <param name="Tensor">Its message.</param>
/// <param name="Scales">What its numbers are multiplied by; null where they are what they are.</param>
/// <param name="ScaleShape">The shape of the scales.</param>
sealed record RoundedWeight(byte[] Tensor, float[]? Scales, IReadOnlyList<long> ScaleShape);
