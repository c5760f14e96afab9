using Mlvgm.MLNet.Data;
using SkiaSharp;

namespace Mlvgm.MLNet.Experiments.Feeding;

/// <summary>Images as JPEG files, so that every way of feeding has the same ones.</summary>
static class JpegFolder
{
    const int Quality = 95;

    /// <summary>Writes the first <paramref name="count"/> images.</summary>
    public static ImageFileSet Write(string folder, ImageDataset images, int count)
    {
        Directory.CreateDirectory(folder);
        string[] paths = [.. Enumerable.Range(0, count).Select(i => Path.Combine(folder, FormattableString.Invariant($"{i:d6}.jpg")))];
        Parallel.For(0, count, i =>
        {
            var shape = images.Shape;
            var planes = images.Pixels.Span.Slice(i * shape.Size, shape.Size);
            int plane = shape.Height * shape.Width;
            byte[] pixels = new byte[4 * plane];
            for (int p = 0; p < plane; p++)
            {
                for (int channel = 0; channel < 3; channel++) pixels[4 * p + channel] = planes[shape.Channels == 1 ? p : channel * plane + p];
                pixels[4 * p + 3] = byte.MaxValue;
            }
            using var image = SKImage.FromPixelCopy(new SKImageInfo(shape.Width, shape.Height, SKColorType.Rgba8888, SKAlphaType.Opaque), pixels);
            using var encoded = image.Encode(SKEncodedImageFormat.Jpeg, Quality);
            using var file = File.Create(paths[i]);
            encoded.SaveTo(file);
        });
        return new ImageFileSet(images.Shape, paths, [], []);
    }
}
