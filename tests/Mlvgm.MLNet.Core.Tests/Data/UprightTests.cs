using System.IO.Compression;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Data.Images;
using SkiaSharp;

namespace Mlvgm.MLNet.Tests.Data;

public class UprightTests
{
    // What the camera held so stores of an upright image a b c / d e f, for the eight orientations of EXIF.
    static readonly string[] Stored = ["abc/def", "cba/fed", "fed/cba", "def/abc", "ad/be/cf", "cf/be/ad", "fc/eb/da", "da/eb/fc"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void All_eight_orientations_are_turned_upright_wherever_images_are_read(int orientation)
    {
        using var folder = new TemporaryFolder();
        byte[] file = Jpeg(Stored[orientation - 1], orientation);
        PngWriter.Write(folder.File("images/a/0.jpg"), file);
        using (var archive = ZipFile.Open(folder.File("images.zip"), ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry("a/0.jpg").Open();
            entry.Write(file);
        }
        var options = new ImageDatasetOptions { Channels = 1, Height = 16, Width = 24 };
        foreach (string path in (string[])[folder.File("images"), folder.File("images.zip")]) Assert.Equal("abc/def", Text(ImageDatasetReader.Read(path, options)));
        Assert.Equal("abc/def", Text(ImageDatasetReader.Open(folder.File("images"), options)));
        Assert.Equal((3, 16, 24), Size(ImageDatasetReader.Read(folder.File("images"))));
        options = new() { AsStored = true, Channels = 1, Height = Stored[orientation - 1].Split('/').Length * 8, Width = Stored[orientation - 1].Split('/')[0].Length * 8 };
        Assert.Equal(Stored[orientation - 1], Text(ImageDatasetReader.Read(folder.File("images"), options)));
        Assert.Equal(Stored[orientation - 1], Text(ImageDatasetReader.Open(folder.File("images"), options)));
    }

    static (int, int, int) Size(ImageDataset images) => (images.Shape.Channels, images.Shape.Height, images.Shape.Width);

    /// <summary>The letters of an image, a block of 8x8 pixels each.</summary>
    static string Text(IImageSet images)
    {
        float[] pixels = new float[images.Shape.Size];
        images.Read(0, pixels);
        return string.Join('/', Enumerable.Range(0, images.Shape.Height / 8).Select(y => string.Concat(
            Enumerable.Range(0, images.Shape.Width / 8).Select(x => (char)('a' + (int)MathF.Round(pixels[(y * 8 + 4) * images.Shape.Width + x * 8 + 4] * 255 / 40) - 1)))));
    }

    /// <summary>A JPEG file of blocks whose brightness is a letter, with an orientation in its EXIF data.</summary>
    internal static byte[] Jpeg(string text, int orientation)
    {
        string[] rows = text.Split('/');
        using var bitmap = new SKBitmap(rows[0].Length * 8, rows.Length * 8, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int y = 0; y < bitmap.Height; y++)
        {
            for (int x = 0; x < bitmap.Width; x++)
            {
                byte grey = (byte)((rows[y / 8][x / 8] - 'a' + 1) * 40);
                bitmap.SetPixel(x, y, new SKColor(grey, grey, grey));
            }
        }
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 100);
        byte[] plain = data.ToArray();
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*\0\0\0\b"u8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        return [.. plain[..2], .. exif, .. plain[2..]];
    }
}
