using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Reports.Html;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Measurement.Reports.Page;

/// <summary>What levels do to images: the same anchors throughout, changed in one way after another. Nothing is drawn but by the seed.</summary>
sealed class LevelPictures
{
    const int SmallSide = 64;
    const int SmallCount = 12;
    const int LargeCount = 6;

    readonly IGenerator _generator;
    readonly LatentBatch _anchors;
    readonly ulong _seed;

    /// <summary>Draws the anchors.</summary>
    public LevelPictures(IGenerator generator, ulong seed)
    {
        (_generator, _seed) = (generator, seed);
        _anchors = new LatentBatch(generator.Layout, generator.ImageShape.Width > SmallSide ? LargeCount : SmallCount);
        new LatentSampler(generator.Layout, ViewStrategy.None, seed).SampleAnchors(0, _anchors);
        Anchors = Strip(_anchors);
    }

    /// <summary>The anchors.</summary>
    public ImageStrip Anchors { get; }

    /// <summary>The anchors with a level moved by its walker.</summary>
    public ImageStrip Moved(LatentSpan span, Walker walker) => Moved(span, walker.Move);

    /// <summary>
    /// The anchors with a level moved by a given distance in Z, in the direction of its walker (paper, Fig. 4, where one vector is added to
    /// every level).
    /// </summary>
    public ImageStrip MovedBy(LatentSpan span, Walker walker, double distance) => Moved(span, (z, moved) =>
    {
        walker.Move(z, moved);
        double length = 0;
        for (int i = 0; i < z.Length; i++) length += (double)(moved[i] - z[i]) * (moved[i] - z[i]);
        float factor = length == 0 ? 0 : (float)(distance / Math.Sqrt(length));
        for (int i = 0; i < z.Length; i++) moved[i] = z[i] + factor * (moved[i] - z[i]);
    });

    /// <summary>The anchors with a level drawn anew.</summary>
    public ImageStrip DrawnAnew(LatentSpan span)
    {
        var positives = new LatentBatch(_generator.Layout, _anchors.Count);
        var strategy = ViewStrategy.PerLatent("resample", (span.Name, new ResamplePerturbation()));
        new LatentSampler(_generator.Layout, strategy, _seed).SamplePositives(0, _anchors, positives);
        return Strip(positives);
    }

    delegate void Move(ReadOnlySpan<float> z, Span<float> moved);

    ImageStrip Moved(LatentSpan span, Move move)
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
        return Strip(positives);
    }

    ImageStrip Strip(LatentBatch latents)
    {
        float[] images = new float[latents.Count * _generator.ImageShape.Size];
        _generator.DecodeChecked(latents, images);
        return new ImageStrip(images, _generator.ImageShape);
    }
}
