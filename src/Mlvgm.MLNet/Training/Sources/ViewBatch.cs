using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training.Sources;

/// <summary>One batch of pairs, before augmentation.</summary>
/// <param name="Anchors">[batch, channels, height, width], values in [0, 1], without gradient.</param>
/// <param name="Positives">In the same layout; may be the same tensor, when augmentation alone tells the views apart.</param>
/// <param name="Epoch">The epoch, 0-based.</param>
/// <param name="FirstRow">The position, within the epoch, of the first pair.</param>
/// <example>See <c>examples/ApiTour/TrainingLoop.cs</c>.</example>
public readonly record struct ViewBatch(Tensor Anchors, Tensor Positives, int Epoch, long FirstRow)
{
    /// <summary>Which rows of the input the anchors are, 0-based, where the source reads rows that have labels; null elsewhere.</summary>
    public IReadOnlyList<int>? Rows { get; init; }
}
