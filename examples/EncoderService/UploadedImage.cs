using Mlvgm.MLNet.Onnx;
using SkiaSharp;

namespace EncoderService;

/// <summary>Turns the bytes of an image file into the pixels that an encoder takes.</summary>
public static class UploadedImage
{
    const long MaximumPixels = 50_000_000;

    /// <summary>
    /// Decodes an image, turns it upright as its EXIF data says,
    /// takes its largest centred part of the encoder's proportions, and scales that to the encoder's size.
    /// </summary>
    /// <returns>[channels, height, width], planar, in the encoder's range.</returns>
    /// <exception cref="InvalidDataException">The bytes are no image, or a damaged or too large one; the message says which.</exception>
    public static float[] Read(byte[] file, EncoderCard card)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data) ?? throw new InvalidDataException("The body is no image in a known format.");
        if ((long)codec.Info.Width * codec.Info.Height > MaximumPixels)
            throw new InvalidDataException($"The image has {codec.Info.Width}x{codec.Info.Height} pixels; at most {MaximumPixels:N0} are taken.");
        using var stored = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        var result = codec.GetPixels(stored.Info, stored.GetPixels());
        if (result != SKCodecResult.Success) throw new InvalidDataException($"The image is damaged ({result}).");
        using var image = UprightImage.Of(stored, codec.EncodedOrigin);
        var shape = card.InputShape;
        using var part = new SKBitmap();
        if (!image.ExtractSubset(part, Centre(image, shape.Width, shape.Height))) throw new InvalidDataException("The image is empty.");
        using var sized = part.Resize(new SKImageInfo(shape.Width, shape.Height, SKColorType.Rgba8888, SKAlphaType.Premul), SKFilterQuality.Medium);
        return Pixels(sized.GetPixelSpan(), shape.Channels, shape.Width * shape.Height, card.PixelMaximum / 255);
    }

    static SKRectI Centre(SKBitmap image, int width, int height)
    {
        double scale = Math.Min((double)image.Width / width, (double)image.Height / height);
        int w = Math.Clamp((int)Math.Round(width * scale), 1, image.Width), h = Math.Clamp((int)Math.Round(height * scale), 1, image.Height);
        return SKRectI.Create((image.Width - w) / 2, (image.Height - h) / 2, w, h);
    }

    static float[] Pixels(ReadOnlySpan<byte> rgba, int channels, int plane, float scale)
    {
        float[] pixels = new float[channels * plane];
        for (int i = 0; i < plane; i++)
        {
            var pixel = rgba.Slice(4 * i, 3);
            if (channels == 1) pixels[i] = scale * ((299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2] + 500) / 1000);
            else for (int c = 0; c < 3; c++) pixels[c * plane + i] = scale * pixel[c];
        }
        return pixels;
    }
}
