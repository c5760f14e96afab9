namespace Mlvgm.MLNet.Training.Feeding;

/// <summary>Where a training step gets its augmented pairs from.</summary>
interface IPairFeed : IDisposable
{
    /// <summary>The next pairs, in the caller's dispose scope.</summary>
    PairBatch Next();
}
