using SkiaSharp;

namespace Mlvgm.MLNet.Data.Images;

/// <summary>Decodes PNG, JPEG, BMP, GIF (first frame) and WebP files.</summary>
static class ImageFileDecoder
{
    /// <summary>Decodes a file to RGBA; transparent parts are laid over black.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="asStored">Whether it is left as it is stored, rather than turned upright as its EXIF data says.</param>
    /// <exception cref="InvalidDataException">The bytes are no image, or a damaged or too large one; the message says which.</exception>
    public static Raster Decode(byte[] file, bool asStored)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data) ?? throw new InvalidDataException("not an image in a known format");
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        if ((long)info.Width * info.Height > ImageLimits.DecodedPixels)
            throw new InvalidDataException($"{info.Width}x{info.Height} pixels, more than {ImageLimits.DecodedPixels:N0}");
        using var bitmap = new SKBitmap(info);
        var result = codec.GetPixels(info, bitmap.GetPixels());
        if (result != SKCodecResult.Success) throw new InvalidDataException($"damaged ({result})");
        var stored = new Raster(bitmap.GetPixelSpan().ToArray(), info.Height, info.Width, BytesPerPixel: 4);
        return asStored ? stored : Upright.Of(stored, codec.EncodedOrigin);
    }
}
