using Mlvgm.MLNet.Generators;
using SkiaSharp;

namespace Mlvgm.MLNet.IO;

/// <summary>Pictures of many small images side by side.</summary>
/// <example>See <c>examples/ApiTour/Small.cs</c>.</example>
public static class ImageGrid
{
    const int MaximumSide = 16_384;

    /// <summary>Writes images as a grid into a PNG file, row by row from the top left; places without an image stay grey.</summary>
    /// <param name="path">The file; it is replaced once the picture is complete.</param>
    /// <param name="images">
    /// [count, channels, height, width], row-major, values in [0, 1]; values outside are clipped, NaN is black.
    /// </param>
    /// <param name="shape">The shape of one image, of 1 or 3 channels.</param>
    /// <param name="columns">Images per row of the grid; at least 1.</param>
    /// <param name="scale">Pixels of the picture per pixel of an image, along each side; at least 1.</param>
    /// <param name="separator">Pixels between images; 0 or more.</param>
    /// <exception cref="ArgumentException">The values are not a whole number of images, or there are none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A number is outside its range, or the picture would exceed 16,384 pixels a side.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written; the old file is kept.</exception>
    public static void WritePng(string path, ReadOnlySpan<float> images, ImageShape shape, int columns, int scale = 1, int separator = 1)
    {
        byte[] encoded = EncodePng(images, shape, columns, scale, separator);
        AtomicFile.Write(path, stream => stream.Write(encoded));
    }

    /// <summary>The same picture as the bytes of a PNG file.</summary>
    /// <param name="images">[count, channels, height, width], row-major, values in [0, 1].</param>
    /// <param name="shape">The shape of one image, of 1 or 3 channels.</param>
    /// <param name="columns">Images per row of the grid; at least 1.</param>
    /// <param name="scale">Pixels of the picture per pixel of an image, along each side; at least 1.</param>
    /// <param name="separator">Pixels between images; 0 or more.</param>
    /// <exception cref="ArgumentException">The values are not a whole number of images, or there are none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A number is outside its range, or the picture would exceed 16,384 pixels a side.
    /// </exception>
    public static byte[] EncodePng(ReadOnlySpan<float> images, ImageShape shape, int columns, int scale = 1, int separator = 1)
    {
        if (shape.Channels is not (1 or 3) || shape.Size == 0)
            throw new ArgumentOutOfRangeException(nameof(shape), shape, "An image has 1 or 3 channels, and at least 1 pixel.");
        if (images.Length == 0 || images.Length % shape.Size != 0)
            throw new ArgumentException($"{images.Length} values are not a whole number of {shape} images.", nameof(images));
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(separator);
        int count = images.Length / shape.Size, rows = (count + columns - 1) / columns;
        var info = new SKImageInfo(
            Side(columns, shape.Width, scale, separator),
            Side(rows, shape.Height, scale, separator),
            SKColorType.Rgba8888,
            SKAlphaType.Opaque);
        byte[] picture = new byte[info.BytesSize];
        picture.AsSpan().Fill(128);
        for (int i = 0; i < count; i++)
        {
            int top = i / columns * (shape.Height * scale + separator), left = i % columns * (shape.Width * scale + separator);
            Draw(images.Slice(i * shape.Size, shape.Size), shape, scale, picture.AsSpan(top * info.RowBytes + left * 4), info.RowBytes);
        }
        using var image = SKImage.FromPixelCopy(info, picture);
        using var encoded = image.Encode(SKEncodedImageFormat.Png, 100);
        return encoded.ToArray();
    }

    static int Side(long count, int size, int scale, int separator)
    {
        long side = count * size * scale + (count - 1) * separator;
        return side <= MaximumSide
            ? (int)side
            : throw new ArgumentOutOfRangeException(
                nameof(count), count, $"The picture would be {side:N0} pixels along a side; the limit is {MaximumSide:N0}.");
    }

    static void Draw(ReadOnlySpan<float> image, ImageShape shape, int scale, Span<byte> picture, int rowBytes)
    {
        int plane = shape.Height * shape.Width;
        for (int row = 0; row < shape.Height * scale; row++)
        {
            for (int column = 0; column < shape.Width * scale; column++)
            {
                int source = row / scale * shape.Width + column / scale;
                var pixel = picture.Slice(row * rowBytes + column * 4, 3);
                for (int channel = 0; channel < 3; channel++)
                    pixel[channel] = PixelByte.From(image[source + (shape.Channels == 1 ? 0 : channel * plane)]);
            }
        }
    }
}
