using SkiaSharp;

namespace Mlvgm.MLNet.Data.Images;

/// <summary>Turns images upright as the orientation of their EXIF data says: cameras store what the sensor saw, and beside it how they were held.</summary>
static class Upright
{
    /// <summary>The image as it is to be looked at.</summary>
    /// <param name="stored">The image as it is stored.</param>
    /// <param name="origin">Where its first row and column belong.</param>
    public static Raster Of(Raster stored, SKEncodedOrigin origin) => Of(stored, origin, default);

    /// <summary>The same into memory of the caller's.</summary>
    /// <param name="stored">The image as it is stored.</param>
    /// <param name="origin">Where its first row and column belong.</param>
    /// <param name="memory">As many bytes as the image has; new ones are taken where it is empty.</param>
    public static Raster Of(Raster stored, SKEncodedOrigin origin, Memory<byte> memory)
    {
        if (origin is SKEncodedOrigin.TopLeft or < SKEncodedOrigin.TopLeft or > SKEncodedOrigin.LeftBottom) return stored;
        var (lastRow, lastColumn, bytes) = (stored.Height - 1, stored.Width - 1, stored.BytesPerPixel);
        bool sideways = IsSideways(origin);
        var (height, width) = sideways ? (stored.Width, stored.Height) : (stored.Height, stored.Width);
        if (memory.IsEmpty) memory = new byte[stored.Pixels.Length];
        var source = stored.Pixels.Span;
        var pixels = memory.Span;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                var (row, column) = Stored(origin, y, x, lastRow, lastColumn);
                source.Slice((row * stored.Width + column) * bytes, bytes).CopyTo(pixels[((y * width + x) * bytes)..]);
            }
        }
        return new Raster(memory, height, width, bytes);
    }

    /// <summary>Whether rows of the file are columns of the image.</summary>
    public static bool IsSideways(SKEncodedOrigin origin) => origin is >= SKEncodedOrigin.LeftTop and <= SKEncodedOrigin.LeftBottom;

    /// <summary>Where a pixel of the upright image is stored.</summary>
    /// <param name="origin">Where the first row and column of the file belong.</param>
    /// <param name="y">The pixel's row in the upright image.</param>
    /// <param name="x">Its column.</param>
    /// <param name="lastRow">The last row of the file.</param>
    /// <param name="lastColumn">The last column of the file.</param>
    public static (int Row, int Column) Stored(SKEncodedOrigin origin, int y, int x, int lastRow, int lastColumn) => origin switch
    {
        SKEncodedOrigin.TopRight => (y, lastColumn - x),
        SKEncodedOrigin.BottomRight => (lastRow - y, lastColumn - x),
        SKEncodedOrigin.BottomLeft => (lastRow - y, x),
        SKEncodedOrigin.LeftTop => (x, y),
        SKEncodedOrigin.RightTop => (lastRow - x, y),
        SKEncodedOrigin.RightBottom => (lastRow - x, lastColumn - y),
        SKEncodedOrigin.LeftBottom => (x, lastColumn - y),
        _ => (y, x),
    };
}
