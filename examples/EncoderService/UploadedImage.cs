using Mlvgm.MLNet.Onnx;
using SkiaSharp;

namespace EncoderService;

/// <summary>The bytes of an image file, of which at first only the header is read; then the pixels that an encoder takes, as its card says.</summary>
public sealed class UploadedImage : IDisposable
{
    /// <summary>Scans of a JPEG, at most: usual ones have up to a dozen, and each may cost as much time as all of the image.</summary>
    const int MaximumScans = 100;

    readonly byte[] _file;
    readonly SKCodec _codec;

    UploadedImage(byte[] file, SKCodec codec) => (_file, _codec) = (file, codec);

    /// <summary>Reads the header.</summary>
    /// <param name="file">The bytes.</param>
    /// <exception cref="InvalidDataException">The bytes are no image.</exception>
    public static UploadedImage Open(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        int scans = file.AsSpan().StartsWith<byte>([0xFF, 0xD8]) ? file.AsSpan().Count<byte>([0xFF, 0xDA]) : 0;
        if (scans > MaximumScans) throw new InvalidDataException($"The JPEG has {scans} scans; at most {MaximumScans} are taken.");
        return new UploadedImage(file, SKCodec.Create(new MemoryStream(file)) ?? throw new InvalidDataException("The body is no image in a known format."));
    }

    /// <summary>Columns, as the file has them.</summary>
    public int Width => _codec.Info.Width;

    /// <summary>Rows, as the file has them.</summary>
    public int Height => _codec.Info.Height;

    /// <summary>Bytes that decoding takes, at most. A photograph of more than four million pixels is decoded at a reduced size, and takes less.</summary>
    public long DecodingBytes => (long)ServiceOptions.BytesPerPixel * Width * Height;

    /// <summary>
    /// Decodes the image by the encoder's own rule: turned upright as its EXIF data says, brought to the encoder's size, in its range. The pixels are those that the library computes of
    /// the same file, to the bit.
    /// </summary>
    /// <returns>[channels, height, width], planar.</returns>
    /// <exception cref="InvalidDataException">The image is damaged.</exception>
    public float[] Decode(OnnxEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return encoder.Pixels(new MemoryStream(_file));
    }

    /// <summary>Reads and decodes a file that is trusted to be no larger than memory.</summary>
    /// <returns>[channels, height, width], planar, in the encoder's range.</returns>
    /// <exception cref="InvalidDataException">The bytes are no image, or a damaged one.</exception>
    public static float[] Read(byte[] file, OnnxEncoder encoder)
    {
        using var image = Open(file);
        return image.Decode(encoder);
    }

    /// <summary>Frees the decoder.</summary>
    public void Dispose() => _codec.Dispose();
}
