using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Training.Sources;

/// <summary>
/// The latents of a batch: the anchors', then the positives'. Chunks of rows are drawn on all cores, since a row is a function of its
/// number alone; on a GPU the draw would otherwise take longer than the step.
/// </summary>
sealed class LatentDraw
{
    const int ChunkRows = 32;

    readonly LatentBatch _pairs;
    readonly (LatentBatch Anchors, LatentBatch? Positives)[] _chunks;

    public LatentDraw(LatentLayout layout, int count, bool withPositives)
    {
        Count = count;
        _pairs = new LatentBatch(layout, withPositives ? 2 * count : count);
        _chunks = [.. Enumerable.Range(0, (count + ChunkRows - 1) / ChunkRows).Select(chunk =>
        {
            int rows = Math.Min(ChunkRows, count - chunk * ChunkRows);
            return (new LatentBatch(layout, rows), withPositives ? new LatentBatch(layout, rows) : null);
        })];
    }

    /// <summary>Pairs in the batch.</summary>
    public int Count { get; }

    /// <summary>Draws the rows from <paramref name="firstRow"/> on; the result is overwritten by the next call.</summary>
    public LatentBatch Fill(LatentSampler sampler, long firstRow)
    {
        Parallel.For(0, _chunks.Length, chunk =>
        {
            var (anchors, positives) = _chunks[chunk];
            int first = chunk * ChunkRows;
            sampler.SampleAnchors(firstRow + first, anchors);
            Copy(anchors, first);
            if (positives is null) return;
            sampler.SamplePositives(firstRow + first, anchors, positives);
            Copy(positives, Count + first);
        });
        return _pairs;
    }

    void Copy(LatentBatch chunk, int row)
    {
        for (int latent = 0; latent < chunk.Values.Count; latent++)
            chunk.Values[latent].CopyTo(_pairs.Values[latent], row * chunk.Layout.Latents[latent].Size);
    }
}
