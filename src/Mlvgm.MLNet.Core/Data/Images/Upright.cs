using SkiaSharp;

namespace Mlvgm.MLNet.Data.Images;

/// <summary>Turns images upright as the orientation of their EXIF data says: cameras store what the sensor saw, and beside it how they were held.</summary>
static class Upright
{
    /// <summary>The image as it is to be looked at.</summary>
    /// <param name="stored">The image as it is stored.</param>
    /// <param name="origin">Where its first row and column belong.</param>
    public static Raster Of(Raster stored, SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.TopLeft or < SKEncodedOrigin.TopLeft or > SKEncodedOrigin.LeftBottom) return stored;
        var (lastRow, lastColumn, bytes) = (stored.Height - 1, stored.Width - 1, stored.BytesPerPixel);
        bool sideways = origin >= SKEncodedOrigin.LeftTop;
        var (height, width) = sideways ? (stored.Width, stored.Height) : (stored.Height, stored.Width);
        byte[] pixels = new byte[stored.Pixels.Length];
        var source = stored.Pixels.Span;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                var (row, column) = origin switch
                {
                    SKEncodedOrigin.TopRight => (y, lastColumn - x),
                    SKEncodedOrigin.BottomRight => (lastRow - y, lastColumn - x),
                    SKEncodedOrigin.BottomLeft => (lastRow - y, x),
                    SKEncodedOrigin.LeftTop => (x, y),
                    SKEncodedOrigin.RightTop => (lastRow - x, y),
                    SKEncodedOrigin.RightBottom => (lastRow - x, lastColumn - y),
                    _ => (x, lastColumn - y),
                };
                source.Slice((row * stored.Width + column) * bytes, bytes).CopyTo(pixels.AsSpan((y * width + x) * bytes));
            }
        }
        return new Raster(pixels, height, width, bytes);
    }
}
