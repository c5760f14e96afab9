using SkiaSharp;

namespace Mlvgm.MLNet.Tests.Data;

static class PngWriter
{
    /// <summary>A PNG of one colour.</summary>
    public static byte[] Plain(
        int height, int width, byte red, byte green, byte blue, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        bitmap.Erase(new SKColor(red, green, blue));
        using var data = bitmap.Encode(format, 95);
        return data.ToArray();
    }

    public static void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }
}
