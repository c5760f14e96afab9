using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Measurement.Reports.Page;

/// <summary>What levels do to images: rows of the same anchors, each row changed in another way. Nothing is drawn but by the seed.</summary>
sealed class LevelPictures
{
    const int LargeSide = 64;

    readonly IGenerator _generator;
    readonly LatentBatch _anchors;
    readonly float[] _anchorImages;
    readonly ulong _seed;

    /// <summary>Draws the anchors.</summary>
    public LevelPictures(IGenerator generator, ulong seed)
    {
        (_generator, _seed) = (generator, seed);
        _anchors = new LatentBatch(generator.Layout, generator.ImageShape.Width > LargeSide ? 6 : 12);
        new LatentSampler(generator.Layout, ViewStrategy.None, seed).SampleAnchors(0, _anchors);
        _anchorImages = Decode(_anchors);
    }

    /// <summary>The anchors; below them the same with the level moved by its walker; below those with the level drawn anew.</summary>
    public byte[] Effect(LatentSpan span, Walker walker)
    {
        var resampled = new LatentBatch(_generator.Layout, _anchors.Count);
        var strategy = ViewStrategy.PerLatent("resample", (span.Name, new ResamplePerturbation()));
        new LatentSampler(_generator.Layout, strategy, _seed).SamplePositives(0, _anchors, resampled);
        return Grid([_anchorImages, Moved(span, walker.Move), Decode(resampled)]);
    }

    /// <summary>The anchors; below them the same, moved by the walker as it was at moments of its training (paper, Fig. 6 (b)).</summary>
    public byte[] Evolution(LatentSpan span, IEnumerable<Walker> walkers) =>
        Grid([_anchorImages, .. walkers.Select(walker => Moved(span, walker.Move))]);

    /// <summary>
    /// The anchors; below them, level by level, the same moved by one and the same distance in Z, in the direction of the level's walker
    /// (paper, Fig. 4, where one vector is added to every level).
    /// </summary>
    public byte[] AtOneDistance(IEnumerable<(LatentSpan Span, Walker Walker)> levels, double distance) =>
        Grid([_anchorImages, .. levels.Select(level => Moved(level.Span, (z, moved) => MoveBy(level.Walker, distance, z, moved)))]);

    static void MoveBy(Walker walker, double distance, ReadOnlySpan<float> z, Span<float> moved)
    {
        walker.Move(z, moved);
        double length = 0;
        for (int i = 0; i < z.Length; i++) length += (double)(moved[i] - z[i]) * (moved[i] - z[i]);
        float factor = length == 0 ? 0 : (float)(distance / Math.Sqrt(length));
        for (int i = 0; i < z.Length; i++) moved[i] = z[i] + factor * (moved[i] - z[i]);
    }

    delegate void Move(ReadOnlySpan<float> z, Span<float> moved);

    float[] Moved(LatentSpan span, Move move)
    {
        var positives = new LatentBatch(_generator.Layout, _anchors.Count);
        for (int latent = 0; latent < _anchors.Values.Count; latent++) _anchors.Values[latent].CopyTo(positives.Values[latent], 0);
        float[] z = new float[span.Size], moved = new float[span.Size];
        for (int row = 0; row < _anchors.Count; row++)
        {
            span.Gather(_anchors, row, z);
            move(z, moved);
            span.Scatter(moved, positives, row);
        }
        return Decode(positives);
    }

    float[] Decode(LatentBatch latents)
    {
        float[] images = new float[latents.Count * _generator.ImageShape.Size];
        _generator.Decode(latents, images);
        return images;
    }

    byte[] Grid(IReadOnlyList<float[]> rows) => ImageGrid.EncodePng(
        rows.SelectMany(row => row).ToArray(), _generator.ImageShape, _anchors.Count, _generator.ImageShape.Width > LargeSide ? 1 : 2);
}
