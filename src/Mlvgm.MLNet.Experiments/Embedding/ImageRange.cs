using System.Collections.Concurrent;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Experiments.Embedding;

/// <summary>Consecutive images of a set. One that does not decode is black, and remembered.</summary>
/// <param name="images">The set.</param>
/// <param name="first">The number of the first image.</param>
/// <param name="count">The number of images.</param>
sealed class ImageRange(IImageSet images, int first, int count) : IImageSet
{
    readonly ConcurrentDictionary<int, string> _undecodable = new();

    /// <summary>Why images did not decode, by their place in the range.</summary>
    public IReadOnlyDictionary<int, string> Undecodable => _undecodable;

    /// <summary>The number of the first image.</summary>
    public int First => first;

    public ImageShape Shape => images.Shape;

    public int Count => count;

    public IReadOnlyList<int> Labels => [.. images.Labels.Skip(first).Take(count)];

    public IReadOnlyList<string> ClassNames => images.ClassNames;

    /// <summary>Of files and of pixels in memory, this range's alone, so that a change elsewhere leaves it as it is.</summary>
    public string? ContentHash => images switch
    {
        ImageFileSet files => new ImageFileSet(Shape, [.. files.Paths.Skip(first).Take(count)], [], [])
        {
            AsStored = files.AsStored,
            Resize = files.Resize,
        }.ContentHash,
        ImageDataset pixels => IO.ContentHash.Of(pixels.Pixels.Span.Slice(first * Shape.Size, count * Shape.Size)),
        { ContentHash: { } whole } => IO.ContentHash.Of(FormattableString.Invariant($"{whole} {first} {count}")),
        _ => null,
    };

    public void Read(int index, Span<float> image)
    {
        try
        {
            images.Read(first + index, image);
        }
        catch (InvalidDataException e)
        {
            image.Clear();
            _undecodable[index] = e.Message;
        }
    }
}
