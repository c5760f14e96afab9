using System.Collections.Concurrent;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Experiments.Embedding;

/// <summary>Consecutive images of a set, without their labels. One that does not decode is black, and remembered.</summary>
/// <param name="images">The set.</param>
/// <param name="first">The number of the first image.</param>
/// <param name="count">The number of images.</param>
sealed class ImageRange(IImageSet images, int first, int count) : IImageSet
{
    readonly ConcurrentDictionary<int, string> _undecodable = new();

    /// <summary>Why images did not decode, by their place in the range.</summary>
    public IReadOnlyDictionary<int, string> Undecodable => _undecodable;

    public ImageShape Shape => images.Shape;

    public int Count => count;

    public IReadOnlyList<int> Labels => [];

    public IReadOnlyList<string> ClassNames => [];

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
