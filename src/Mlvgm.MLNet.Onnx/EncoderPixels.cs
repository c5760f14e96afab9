using System.Numerics.Tensors;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Data.Images;

namespace Mlvgm.MLNet.Onnx;

/// <summary>
/// Images as an encoder takes them: upright, brought to a size by its rule, in grey or in colour, in its range. The numbers are those that images of a data set have
/// (<see cref="Data.IImageSet.Read"/>), to the bit.
/// </summary>
static class EncoderPixels
{
    /// <summary>The pixels of an image file.</summary>
    /// <exception cref="InvalidDataException">There is no such file, or it does not decode; the message names it.</exception>
    public static float[] OfFile(string path, EncoderCard card)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Decoded($"The image '{path}'", () => ImageFileBytes.Read(path), card);
    }

    /// <summary>The pixels of an image whose file comes from a stream.</summary>
    /// <exception cref="InvalidDataException">It does not decode.</exception>
    public static float[] OfStream(Stream image, EncoderCard card) => Decoded("The image", () => BoundedRead.All(image, ImageLimits.FileBytes), card);

    /// <summary>The pixels of an image in memory, which has no EXIF data any more.</summary>
    public static float[] Of(MLImage image, EncoderCard card)
    {
        byte[] bytes = new byte[card.InputShape.Size];
        RasterFitter.Fit(new Raster(Rgba(image), image.Height, image.Width, BytesPerPixel: 4), card.InputShape, card.Resize, bytes);
        return InRange(bytes, card);
    }

    static float[] Decoded(string image, Func<byte[]> read, EncoderCard card)
    {
        try
        {
            using var picture = PictureFile.Open(read(), asStored: false);
            byte[] bytes = new byte[card.InputShape.Size];
            picture.Fit(card.InputShape, card.Resize, bytes);
            return InRange(bytes, card);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{image} does not decode: {e.Message.TrimEnd('.')}.", e);
        }
    }

    static float[] InRange(byte[] bytes, EncoderCard card)
    {
        float[] pixels = new float[bytes.Length];
        for (int i = 0; i < bytes.Length; i++) pixels[i] = bytes[i] * (1f / 255f);
        if (card.PixelMaximum != 1) TensorPrimitives.Multiply(pixels, card.PixelMaximum, pixels);
        return pixels;
    }

    /// <summary>Red, green, blue and opacity of every pixel; transparent parts lie over black, as ML.NET keeps them.</summary>
    static byte[] Rgba(MLImage image)
    {
        byte[] pixels = image.Pixels.ToArray();
        switch (image.PixelFormat)
        {
            case MLPixelFormat.Rgba32:
                return pixels;
            case MLPixelFormat.Bgra32:
                for (int i = 0; i < pixels.Length; i += 4) (pixels[i], pixels[i + 2]) = (pixels[i + 2], pixels[i]);
                return pixels;
            default:
                throw new InvalidDataException($"An image has pixels of the format {image.PixelFormat}; {MLPixelFormat.Rgba32} and {MLPixelFormat.Bgra32} are read.");
        }
    }
}
