using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Data;

/// <summary>Images of one shape in memory, with a class each or none.</summary>
/// <example>See <c>examples/ApiTour/ImageData.cs</c>.</example>
public sealed class ImageDataset : IImageSet
{
    /// <summary>Wraps decoded images.</summary>
    /// <param name="shape">The shape of every image.</param>
    /// <param name="pixels">[count, channels, height, width], row-major, 0..255.</param>
    /// <param name="labels">The class of every image, 0-based; empty when there are none.</param>
    /// <param name="classNames">The name of each class; empty when there are none.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together, or a label has no class name.</exception>
    public ImageDataset(ImageShape shape, byte[] pixels, IReadOnlyList<int> labels, IReadOnlyList<string> classNames)
    {
        if (shape.Size == 0 || pixels.Length % shape.Size != 0)
            throw new ArgumentException($"{pixels.Length} bytes are not a whole number of {shape} images.", nameof(pixels));
        Count = pixels.Length / shape.Size;
        if (labels.Count != 0 && labels.Count != Count)
            throw new ArgumentException($"There are {Count} images but {labels.Count} labels.", nameof(labels));
        if (labels.Any(label => (uint)label >= (uint)classNames.Count))
            throw new ArgumentException($"A label lies outside the {classNames.Count} classes.", nameof(labels));
        (Shape, Pixels, Labels, ClassNames) = (shape, pixels, labels, classNames);
    }

    /// <inheritdoc/>
    public ImageShape Shape { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>All pixels, [count, channels, height, width], row-major, 0..255.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Labels { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames { get; }

    /// <inheritdoc/>
    public ImageFindings Findings { get; init; } = ImageFindings.None;

    /// <summary>The images that were left out because they do not decode; see <see cref="ImageReadingOptions.SkipUndecodable"/>.</summary>
    public IReadOnlyList<SkippedImage> Skipped => Findings.Undecodable;

    /// <summary>The SHA-256 of <see cref="Pixels"/>.</summary>
    public string ContentHash => IO.ContentHash.Of(Pixels.Span);

    /// <summary>Copies of some of the images, in the order given, as the same classes.</summary>
    /// <param name="rows">Their numbers.</param>
    public ImageDataset At(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        byte[] pixels = new byte[checked(rows.Count * Shape.Size)];
        foreach (var (to, from) in rows.Index()) Pixels.Span.Slice(from * Shape.Size, Shape.Size).CopyTo(pixels.AsSpan(to * Shape.Size));
        return new ImageDataset(Shape, pixels, Labels.Count == 0 ? [] : [.. rows.Select(row => Labels[row])], ClassNames) { Findings = Findings };
    }

    /// <inheritdoc/>
    public void Read(int index, Span<float> image)
    {
        var source = Pixels.Span.Slice(index * Shape.Size, Shape.Size);
        for (int i = 0; i < source.Length; i++) image[i] = source[i] * (1f / 255f);
    }
}
