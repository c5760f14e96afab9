using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Onnx;
using SkiaSharp;

namespace EncoderService;

/// <summary>The bytes of an image file, of which at first only the header is read; decoded, the pixels that an encoder takes.</summary>
public sealed class UploadedImage : IDisposable
{
    /// <summary>Scans of a JPEG, at most: usual ones have up to a dozen, and each may cost as much time as all of the image.</summary>
    const int MaximumScans = 100;

    /// <summary>
    /// A JPEG is decoded at the smallest scale that leaves this many times the encoder's size, since scaling that down further then looks alike.
    /// </summary>
    const int Oversampling = 2;

    readonly SKCodec _codec;

    UploadedImage(SKCodec codec) => _codec = codec;

    /// <summary>Reads the header.</summary>
    /// <param name="file">The bytes; they stay the caller's, and live longer than this.</param>
    /// <exception cref="InvalidDataException">The bytes are no image.</exception>
    public static UploadedImage Open(SKData file)
    {
        ArgumentNullException.ThrowIfNull(file);
        int scans = file.Span.StartsWith<byte>([0xFF, 0xD8]) ? file.Span.Count<byte>([0xFF, 0xDA]) : 0;
        if (scans > MaximumScans) throw new InvalidDataException($"The JPEG has {scans} scans; at most {MaximumScans} are taken.");
        return new UploadedImage(SKCodec.Create(file) ?? throw new InvalidDataException("The body is no image in a known format."));
    }

    /// <summary>Columns, as the file has them.</summary>
    public int Width => _codec.Info.Width;

    /// <summary>Rows, as the file has them.</summary>
    public int Height => _codec.Info.Height;

    /// <summary>
    /// Bytes that decoding takes, at most: 4 for each pixel that comes out, and 4 while it is turned or scaled; and 6 for each pixel of the file, which is
    /// what a
    /// progressive JPEG keeps of it, and more than others do.
    /// </summary>
    public long DecodingBytes(ImageShape shape)
    {
        var size = DecodedSize(shape);
        return 8L * size.Width * size.Height + 6L * Width * Height;
    }

    /// <summary>
    /// Decodes the image, turns it upright as its EXIF data says, takes its largest centred part of the encoder's proportions, and scales that to the encoder's size.
    /// </summary>
    /// <returns>[channels, height, width], planar, in the encoder's range.</returns>
    /// <exception cref="InvalidDataException">The image is damaged.</exception>
    public float[] Decode(EncoderCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        var shape = card.InputShape;
        var size = DecodedSize(shape);
        using var stored = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        var result = _codec.GetPixels(stored.Info, stored.GetPixels());
        if (result != SKCodecResult.Success) throw new InvalidDataException($"The image is damaged ({result}).");
        using var image = UprightImage.Of(stored, _codec.EncodedOrigin);
        using var part = new SKBitmap();
        if (!image.ExtractSubset(part, Centre(image.Width, image.Height, shape))) throw new InvalidDataException("The image is empty.");
        using var sized = part.Resize(new SKImageInfo(shape.Width, shape.Height, SKColorType.Rgba8888, SKAlphaType.Premul), SKFilterQuality.Medium);
        return Pixels(sized.GetPixelSpan(), shape.Channels, shape.Width * shape.Height, card.PixelMaximum / 255);
    }

    /// <summary>Reads and decodes a file that is trusted to be no larger than memory.</summary>
    /// <returns>[channels, height, width], planar, in the encoder's range.</returns>
    /// <exception cref="InvalidDataException">The bytes are no image, or a damaged one.</exception>
    public static float[] Read(byte[] file, EncoderCard card)
    {
        using var data = SKData.CreateCopy(file);
        using var image = Open(data);
        return image.Decode(card);
    }

    /// <summary>Frees the decoder.</summary>
    public void Dispose() => _codec.Dispose();

    /// <summary>The size at which the image comes out of its decoder.</summary>
    SKSizeI DecodedSize(ImageShape shape)
    {
        for (int eighths = 1; eighths < 8; eighths++)
        {
            // Formats that cannot be decoded at another size answer with their own.
            var size = _codec.GetScaledDimensions(eighths / 8f);
            // The sides may change places when the image is turned upright.
            if (Math.Min(size.Width, size.Height) >= Oversampling * Math.Max(shape.Width, shape.Height)) return size;
        }
        return new SKSizeI(Width, Height);
    }

    static SKRectI Centre(int imageWidth, int imageHeight, ImageShape shape)
    {
        double scale = Math.Min((double)imageWidth / shape.Width, (double)imageHeight / shape.Height);
        int width = Math.Clamp((int)Math.Round(shape.Width * scale), 1, imageWidth), height = Math.Clamp((int)Math.Round(shape.Height * scale), 1, imageHeight);
        return SKRectI.Create((imageWidth - width) / 2, (imageHeight - height) / 2, width, height);
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
