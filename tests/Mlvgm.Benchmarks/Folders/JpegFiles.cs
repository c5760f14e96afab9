using System.Globalization;
using Mlvgm.MLNet.Seeding;
using SkiaSharp;

namespace Mlvgm.Benchmarks.Folders;

/// <summary>Folders of JPEGs of soft shapes with some noise over them: files of their own, in class folders, of which only some differ in what they show.</summary>
static class JpegFiles
{
    const int FilesOfAClass = 1000;
    const int Blur = 25;

    /// <summary>Writes a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="count">Files.</param>
    /// <param name="different">Pictures that are drawn; the others are copies.</param>
    /// <param name="height">Rows of each.</param>
    /// <param name="width">Columns of each.</param>
    /// <param name="quality">The JPEG quality, 1 to 100.</param>
    /// <returns>The mean length of a file, in bytes.</returns>
    public static double Write(string folder, int count, int different, int height, int width, int quality)
    {
        byte[][] pictures = [.. Enumerable.Range(0, different).Select(i => Picture(i, height, width, quality))];
        for (int i = 0; i < count; i++)
        {
            string parent = Path.Combine(folder, (i / FilesOfAClass).ToString("d3", CultureInfo.InvariantCulture));
            if (i % FilesOfAClass == 0) Directory.CreateDirectory(parent);
            File.WriteAllBytes(Path.Combine(parent, $"{i:d6}.jpg"), pictures[i % different]);
        }
        return pictures.Average(picture => picture.Length);
    }

    static byte[] Picture(int number, int height, int width, int quality)
    {
        var stream = new RandomStream(new SeedKey(1, "benchmark/jpeg", step: number));
        using var shapes = new SKBitmap(Math.Max(2, width / Blur), Math.Max(2, height / Blur), SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int y = 0; y < shapes.Height; y++)
            for (int x = 0; x < shapes.Width; x++) shapes.SetPixel(x, y, new SKColor(stream.NextUInt32() | 0xFF000000));
        using var picture = shapes.Resize(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque), SKFilterQuality.High);
        var pixels = picture.GetPixelSpan();
        byte[] noisy = new byte[pixels.Length];
        for (int i = 0; i < noisy.Length; i += 4)
        {
            uint bits = stream.NextUInt32();
            // The sum of four nearly normal numbers of variance 33.
            int noise = (int)((bits & 7) + (bits >> 8 & 15) + (bits >> 16 & 7) + (bits >> 24 & 15)) - 22;
            for (int c = 0; c < 3; c++) noisy[i + c] = (byte)Math.Clamp(pixels[i + c] + noise, 0, 255);
            noisy[i + 3] = 255;
        }
        using var image = SKImage.FromPixelCopy(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque), noisy);
        using var data = image.Encode(SKEncodedImageFormat.Jpeg, quality);
        return data.ToArray();
    }
}
