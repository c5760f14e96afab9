using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Experiments.Pictures;

/// <summary>Anchors, and positives by one strategy after another.</summary>
static class ViewRows
{
    /// <summary>[1 + strategies, count] images: a row of anchors, then one of their positives for each strategy.</summary>
    public static float[] Draw(IGenerator generator, IReadOnlyList<ViewStrategy> strategies, int count, ulong seed, CancellationToken cancellation)
    {
        int row = count * generator.ImageShape.Size;
        float[] images = new float[checked((1 + strategies.Count) * row)];
        var (anchors, positives) = (new LatentBatch(generator.Layout, count), new LatentBatch(generator.Layout, count));
        new LatentSampler(generator.Layout, ViewStrategy.None, seed).SampleAnchors(0, anchors);
        generator.DecodeChecked(anchors, images.AsSpan(0, row));
        for (int i = 0; i < strategies.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            new LatentSampler(generator.Layout, strategies[i], seed).SamplePositives(0, anchors, positives);
            generator.DecodeChecked(positives, images.AsSpan((1 + i) * row, row));
        }
        return images;
    }
}
