using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training.Sources;

/// <summary>One batch of pairs, before augmentation.</summary>
/// <param name="Anchors">[batch, channels, height, width], values in [0, 1], without gradient.</param>
/// <param name="Positives">In the same layout; may be the same tensor, when augmentation alone tells the views apart.</param>
/// <param name="Epoch">The epoch, 0-based.</param>
/// <param name="FirstRow">The position, within the epoch, of the first pair.</param>
/// <example>See <c>examples/ApiTour/TrainingLoop.cs</c>.</example>
public readonly record struct ViewBatch(Tensor Anchors, Tensor Positives, int Epoch, long FirstRow);
