using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Data;

/// <summary>Images of one shape, with a class each or none, in memory or decoded when they are read.</summary>
public interface IImageSet
{
    /// <summary>The shape of every image.</summary>
    ImageShape Shape { get; }

    /// <summary>Images in the set.</summary>
    int Count { get; }

    /// <summary>The class of every image, 0-based; empty when there are none.</summary>
    IReadOnlyList<int> Labels { get; }

    /// <summary>The name of each class; empty when there are none.</summary>
    IReadOnlyList<string> ClassNames { get; }

    /// <summary>What was found where they were read from, and not taken.</summary>
    ImageFindings Findings => ImageFindings.None;

    /// <summary>The SHA-256 of what decides the pixels, in lower-case hexadecimal; null where nothing says it but the pixels themselves.</summary>
    string? ContentHash => null;

    /// <summary>Reads image <paramref name="index"/> as [channels, height, width], scaled to [0, 1]. Several threads may call at once.</summary>
    /// <exception cref="InvalidDataException">The image does not decode; the message names it.</exception>
    void Read(int index, Span<float> image);
}
