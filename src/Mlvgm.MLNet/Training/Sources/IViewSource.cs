using Mlvgm.MLNet.Generators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training.Sources;

/// <summary>Where a trainer gets its pairs from.</summary>
/// <example>See <c>examples/ApiTour/TrainingLoop.cs</c>.</example>
public interface IViewSource : IDisposable
{
    /// <summary>The shape of every image.</summary>
    ImageShape ImageShape { get; }

    /// <summary>
    /// Goes to where a batch is to begin, as if all batches before it had been taken; to the next epoch where the rest of this one is too short.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The epoch is before the source's first, or the row negative.</exception>
    void MoveTo(ViewPosition position);

    /// <summary>Makes or reads the next batch, beginning a new epoch where the rows of one end.</summary>
    /// <param name="batchSize">Pairs in the batch.</param>
    /// <param name="device">Where the images are wanted.</param>
    /// <returns>Tensors on <paramref name="device"/>, in the caller's dispose scope.</returns>
    /// <exception cref="InvalidOperationException">The source has fewer rows than one batch, or a row is no image of this size.</exception>
    ViewBatch Next(int batchSize, Device device);
}
