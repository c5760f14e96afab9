using SkiaSharp;

namespace EncoderService;

/// <summary>Turns an image upright as its EXIF data says, as the library does with images of a folder, so that the encoder sees what it learned from.</summary>
static class UprightImage
{
    /// <summary>The image as it is to be looked at: itself, where it is upright.</summary>
    public static SKBitmap Of(SKBitmap stored, SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.TopLeft) return stored;
        var (width, height) = origin >= SKEncodedOrigin.LeftTop ? (stored.Height, stored.Width) : (stored.Width, stored.Height);
        var upright = new SKBitmap(stored.Info.WithSize(width, height));
        using var canvas = new SKCanvas(upright);
        canvas.SetMatrix(Turn(origin, width, height));
        canvas.DrawBitmap(stored, 0, 0);
        return upright;
    }

    /// <summary>From places in the stored image to places in the upright one, which has that size.</summary>
    static SKMatrix Turn(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, width, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, width, -1, 0, height, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, height, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
