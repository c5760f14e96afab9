using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using SkiaSharp;

namespace Mlvgm.MLNet.Tests.Training.Streaming;

/// <summary>A folder of JPEGs of several sizes and colours.</summary>
sealed class PictureFolder : IDisposable
{
    readonly TemporaryFolder _folder = new();

    /// <summary>Writes the files.</summary>
    public PictureFolder(int count)
    {
        for (int i = 0; i < count; i++) File.WriteAllBytes(PathOf(i), Picture(40 + 7 * (i % 3), 30 + 11 * (i % 4), i));
    }

    public string Path => _folder.Path;

    public string PathOf(int image) => _folder.File($"{image:d3}.jpg");

    /// <summary>The files there are.</summary>
    public ImageFileSet Files(bool skip = false, int side = 16) => (ImageFileSet)ImageDatasetReader.Open(
        Path, new ImageDatasetOptions { Height = side, Width = side, SkipUndecodable = skip });

    /// <summary>A JPEG whose pixels say which it is.</summary>
    public static byte[] Picture(int height, int width, int number)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) bitmap.SetPixel(x, y, new SKColor((byte)(9 * number), (byte)(5 * x), (byte)(5 * y)));
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 95);
        return data.ToArray();
    }

    public void Dispose() => _folder.Dispose();
}
