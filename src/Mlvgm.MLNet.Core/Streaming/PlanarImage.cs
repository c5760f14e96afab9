using Microsoft.ML.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Streaming;

/// <summary>Planar floats as ML.NET's images.</summary>
static class PlanarImage
{
    /// <summary>Makes an opaque RGBA image from [channels, height, width] in [0, 1]; one channel is repeated.</summary>
    public static MLImage ToMLImage(ReadOnlySpan<float> pixels, ImageShape shape)
    {
        int plane = shape.Height * shape.Width, green = shape.Channels == 1 ? 0 : plane;
        byte[] interleaved = new byte[4 * plane];
        for (int i = 0; i < plane; i++)
        {
            interleaved[4 * i] = PixelByte.From(pixels[i]);
            interleaved[4 * i + 1] = PixelByte.From(pixels[i + green]);
            interleaved[4 * i + 2] = PixelByte.From(pixels[i + 2 * green]);
            interleaved[4 * i + 3] = 255;
        }
        return MLImage.CreateFromPixels(shape.Width, shape.Height, MLPixelFormat.Rgba32, interleaved);
    }
}
