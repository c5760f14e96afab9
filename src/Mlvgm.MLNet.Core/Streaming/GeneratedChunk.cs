using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Streaming;

/// <summary>
/// The latents and images of one chunk of rows. Each part is computed when it is first read and once per chunk: reading latents alone
/// never runs the decoder, reading anchors alone never makes positives.
/// </summary>
sealed class GeneratedChunk(IGenerator generator, LatentSampler sampler)
{
    long _start = -1;
    LatentBatch _anchors = null!, _positives = null!;
    float[] _anchorImages = [], _positiveImages = [];
    bool _hasAnchors, _hasPositives, _hasAnchorImages, _hasPositiveImages;

    /// <summary>Turns to the rows that begin at <paramref name="start"/>; nothing is computed yet.</summary>
    public void MoveTo(long start, int length)
    {
        if (start == _start) return;
        _start = start;
        _hasAnchors = _hasPositives = _hasAnchorImages = _hasPositiveImages = false;
        if (_anchors?.Count == length) return;
        _anchors = new LatentBatch(generator.Layout, length);
        _positives = new LatentBatch(generator.Layout, length);
    }

    /// <summary>The anchors' latents.</summary>
    public LatentBatch Anchors()
    {
        if (!_hasAnchors) sampler.SampleAnchors(_start, _anchors);
        _hasAnchors = true;
        return _anchors;
    }

    /// <summary>The image of a row's anchor, [channels, height, width].</summary>
    public ReadOnlySpan<float> AnchorImage(int row)
    {
        if (!_hasAnchorImages) Decode(Anchors(), ref _anchorImages);
        _hasAnchorImages = true;
        return Image(_anchorImages, row);
    }

    /// <summary>The image of a row's positive, [channels, height, width].</summary>
    public ReadOnlySpan<float> PositiveImage(int row)
    {
        if (!_hasPositiveImages) Decode(Positives(), ref _positiveImages);
        _hasPositiveImages = true;
        return Image(_positiveImages, row);
    }

    LatentBatch Positives()
    {
        if (!_hasPositives) sampler.SamplePositives(_start, Anchors(), _positives);
        _hasPositives = true;
        return _positives;
    }

    void Decode(LatentBatch latents, ref float[] images)
    {
        int size = latents.Count * generator.ImageShape.Size;
        if (images.Length < size) images = new float[size];
        generator.DecodeChecked(latents, images.AsSpan(0, size));
    }

    ReadOnlySpan<float> Image(float[] images, int row) => images.AsSpan(row * generator.ImageShape.Size, generator.ImageShape.Size);
}
