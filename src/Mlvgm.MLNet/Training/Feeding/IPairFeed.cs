using Mlvgm.MLNet.Training.Sources;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training.Feeding;

/// <summary>Where a training step gets its augmented pairs from.</summary>
interface IPairFeed : IDisposable
{
    /// <summary>The next pairs, in the caller's dispose scope.</summary>
    PairBatch Next();
}

/// <summary>Pairs as the network sees them.</summary>
/// <param name="Anchors">[pairs, channels, height, width], augmented and normalised.</param>
/// <param name="Positives">In the same layout: row i is the other view of anchor i.</param>
/// <param name="Next">Where the pairs after these begin.</param>
readonly record struct PairBatch(Tensor Anchors, Tensor Positives, ViewPosition Next)
{
    /// <summary>The rows of the input that the anchors are; null where they are none.</summary>
    public IReadOnlyList<int>? Rows { get; init; }
}
