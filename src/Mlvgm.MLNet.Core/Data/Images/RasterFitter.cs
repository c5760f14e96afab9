using Mlvgm.MLNet.Generators;
using SkiaSharp;

namespace Mlvgm.MLNet.Data.Images;

/// <summary>Brings images of any size to one shape.</summary>
static class RasterFitter
{
    /// <summary>
    /// Writes <paramref name="source"/> to <paramref name="destination"/>, [channels, height, width], which must be zero.
    /// </summary>
    public static void Fit(Raster source, ImageShape shape, ImageResize resize, Span<byte> destination)
    {
        source = Sized(source, shape, resize);
        int top = (shape.Height - source.Height) / 2, left = (shape.Width - source.Width) / 2;
        int firstRow = Math.Max(0, -top), firstColumn = Math.Max(0, -left), plane = shape.Height * shape.Width;
        int rows = Math.Min(source.Height, shape.Height), columns = Math.Min(source.Width, shape.Width);
        for (int row = 0; row < rows; row++)
        {
            int from = ((firstRow + row) * source.Width + firstColumn) * source.BytesPerPixel;
            var line = source.Pixels.Span.Slice(from, columns * source.BytesPerPixel);
            var target = destination[((Math.Max(0, top) + row) * shape.Width + Math.Max(0, left))..];
            for (int column = 0; column < columns; column++)
            {
                var pixel = line.Slice(column * source.BytesPerPixel, source.BytesPerPixel);
                if (shape.Channels == 1) target[column] = Grey(pixel);
                else for (int c = 0; c < 3; c++) target[c * plane + column] = pixel[pixel.Length == 1 ? 0 : c];
            }
        }
    }

    static Raster Sized(Raster source, ImageShape shape, ImageResize resize)
    {
        if (source.Height == shape.Height && source.Width == shape.Width) return source;
        if (resize == ImageResize.Stretch) return Scaled(Part.All(source), shape.Height, shape.Width, shape.Height < source.Height || shape.Width < source.Width);
        bool isLarger = source.Height > shape.Height || source.Width > shape.Width;
        return isLarger || resize == ImageResize.Crop ? Cover(Centre(source, shape), shape) : source;
    }

    // Rec. 601 luma in thousandths, rounded; a grey pixel keeps its value.
    static byte Grey(ReadOnlySpan<byte> pixel) =>
        pixel.Length == 1 ? pixel[0] : (byte)((299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2] + 500) / 1000);

    /// <summary>Cuts what <see cref="Cover"/> would push out of the picture anyway, so that no strip is enlarged without bound.</summary>
    static Part Centre(Raster source, ImageShape shape)
    {
        int height = Math.Min(source.Height, (int)Math.Ceiling((double)source.Width * shape.Height / shape.Width));
        int width = Math.Min(source.Width, (int)Math.Ceiling((double)source.Height * shape.Width / shape.Height));
        return new Part(source, (source.Height - height) / 2, (source.Width - width) / 2, height, width);
    }

    /// <summary>Scales to the smallest size, of the same aspect ratio, that covers the shape.</summary>
    static Raster Cover(Part source, ImageShape shape)
    {
        double scale = Math.Max((double)shape.Height / source.Height, (double)shape.Width / source.Width);
        int height = Math.Max(shape.Height, (int)Math.Round(source.Height * scale));
        int width = Math.Max(shape.Width, (int)Math.Round(source.Width * scale));
        return Scaled(source, height, width, isSmaller: scale < 1);
    }

    static Raster Scaled(Part part, int height, int width, bool isSmaller)
    {
        var source = part.Source;
        var colour = source.BytesPerPixel == 1 ? SKColorType.Gray8 : SKColorType.Rgba8888;
        // Mipmaps when shrinking, since a cubic over a few pixels would alias; a cubic when enlarging.
        var quality = isSmaller ? SKFilterQuality.Medium : SKFilterQuality.High;
        using var pinned = new PinnedBytes(source.Pixels);
        using var input = SKImage.FromPixels(
            new SKImageInfo(part.Width, part.Height, colour, SKAlphaType.Opaque), pinned.Address + (part.Top * source.Width + part.Left) * source.BytesPerPixel,
            source.Width * source.BytesPerPixel);
        using var output = new SKBitmap(new SKImageInfo(width, height, colour, SKAlphaType.Opaque));
        using var pixels = output.PeekPixels();
        if (!input.ScalePixels(pixels, quality))
            throw new InvalidDataException($"An image of {part.Height}x{part.Width} cannot be scaled.");
        return new Raster(output.GetPixelSpan().ToArray(), height, width, source.BytesPerPixel);
    }

    /// <summary>A part of a raster, which is not copied.</summary>
    readonly record struct Part(Raster Source, int Top, int Left, int Height, int Width)
    {
        public static Part All(Raster source) => new(source, 0, 0, source.Height, source.Width);
    }
}
