using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;
using SkiaSharp;

namespace Mlvgm.MLNet.Tests.Data;

/// <summary>Files that are images and not what one expects: inks, deep colours, films, a single pixel, and photographs too large to be decoded whole.</summary>
public sealed class OddFormatTests : IDisposable
{
    /// <summary>4x4 pixels of full magenta and yellow ink, which are red on paper; written by Pillow.</summary>
    const string Inks =
        "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwANCQoLCggNCwoLDg4NDxMgFRMSEhMnHB4XIC4pMTAuKS0sMzpKPjM2RjcsLUBXQUZMTlJTUjI+WmFaUGBKUVJP/8AAFAgABAAEBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAA" +
        "AAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeI" +
        "iYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD06vMK8wr06v/Z";

    /// <summary>4x4 pixels of 16 bits, all 0x8040 of 0xFFFF.</summary>
    const string Deep = "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAEEAAAAADcCh3hAAAAFklEQVR4nGNscGBgYGBgYGBiYMDFAAAatADIE7rnLAAAAABJRU5ErkJggg==";

    /// <summary>Two pictures of 4x4, of which the first is red.</summary>
    const string Film =
        "R0lGODlhBAAEAIEAAP8AAAAAAAAAAAAAACH/C05FVFNDQVBFMi4wAwEAAAAh+QQACgAAACwAAAAABAAEAAAICQABCBxIsCCAgAAh+QQACgAAACwAAAAABAAEAIEAAP8AAAAAAAAAAAAICQABCBxIsCCAgAA7";

    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("inks.jpg", Inks, 1, 0, 0, 0.03)]
    [InlineData("deep.png", Deep, 0.502, 0.502, 0.502, 0.002)]
    [InlineData("film.gif", Film, 1, 0, 0, 0)]
    public void Inks_deep_colours_and_the_first_picture_of_a_film_are_what_one_sees(string name, string file, double red, double green, double blue, double tolerance)
    {
        File.WriteAllBytes(_folder.File(name), Convert.FromBase64String(file));
        float[] pixels = Read(name, new(3, 4, 4), out int left);
        Assert.Equal(0, left);
        for (int i = 0; i < 16; i++)
        {
            Assert.Equal(red, pixels[i], tolerance);
            Assert.Equal(green, pixels[16 + i], tolerance);
            Assert.Equal(blue, pixels[32 + i], tolerance);
        }
    }

    [Theory]
    [InlineData("inks.jpg", Inks, 200)]
    [InlineData("deep.png", Deep, 50)]
    [InlineData("film.gif", Film, 30)]
    public void Cut_off_they_are_one_clear_error_or_a_counted_skip(string name, string file, int length)
    {
        string path = _folder.File(name);
        File.WriteAllBytes(path, Convert.FromBase64String(file)[..length]);
        File.WriteAllBytes(_folder.File("whole.png"), PngWriter.Plain(4, 4, 1, 2, 3));
        Assert.Contains(name, Assert.Throws<InvalidDataException>(() => ImageDatasetReader.Read(_folder.Path, new() { Height = 4, Width = 4 })).Message);
        var skipped = ImageDatasetReader.Read(_folder.Path, new() { Height = 4, Width = 4, SkipUndecodable = true });
        Assert.Equal((1, name), (skipped.Count, Assert.Single(skipped.Skipped).Name));
    }

    [Theory]
    [InlineData(ImageResize.Fit, 1)]
    [InlineData(ImageResize.Crop, 64)]
    [InlineData(ImageResize.Stretch, 64)]
    public void One_pixel_is_an_image(ImageResize resize, int bright)
    {
        File.WriteAllBytes(_folder.File("one.png"), PngWriter.Plain(1, 1, 255, 255, 255));
        var images = ImageDatasetReader.Read(_folder.Path, new() { Height = 8, Width = 8, Channels = 1, Resize = resize });
        Assert.Equal(bright, images.Pixels.ToArray().Count(pixel => pixel == 255));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg, 1)]
    [InlineData(SKEncodedImageFormat.Jpeg, 6)]
    [InlineData(SKEncodedImageFormat.Webp, 1)]
    public void A_photograph_of_many_pixels_is_decoded_small_and_looks_the_same(SKEncodedImageFormat format, byte orientation)
    {
        const int Width = 2600, Height = 1700;
        byte[] pixels = new byte[4 * Width * Height];
        for (int i = 0; i < Width * Height; i++)
            (pixels[4 * i], pixels[4 * i + 1], pixels[4 * i + 2], pixels[4 * i + 3]) = ((byte)(i % Width / 12), (byte)(i / Width / 8), (byte)(60 + 40 * Math.Sin(i % Width / 90.0)), 255);
        using var image = SKImage.FromPixelCopy(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque), pixels);
        using var data = image.Encode(format, 95);
        byte[] file = data.ToArray();
        if (format == SKEncodedImageFormat.Jpeg)
        {
            byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*\0\0\0\b"u8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
            file = [.. file[..2], .. exif, .. file[2..]];
        }
        using var picture = PictureFile.Open(file, asStored: false);
        var shape = new ImageShape(3, 64, 96);
        var small = picture.Decode(shape);
        Assert.InRange(Math.Min(small.Height, small.Width), 2 * 96, Height / 4);
        Assert.Equal(orientation == 6, small.Height > small.Width);
        byte[] whole = new byte[shape.Size], reduced = new byte[shape.Size];
        RasterFitter.Fit(picture.Decode(), shape, ImageResize.Crop, whole);
        picture.Fit(shape, ImageResize.Crop, reduced);
        Assert.InRange(whole.Zip(reduced, (a, b) => Math.Abs(a - b)).Average(), 0, 1.5);
        // In memory, one by one and twice in one memory, it is the same.
        byte[] again = new byte[shape.Size];
        picture.Fit(shape, ImageResize.Crop, again);
        Assert.Equal(reduced, again);
        File.WriteAllBytes(_folder.File("large.jpg"), file);
        Assert.Equal(reduced, ImageDatasetReader.Read(_folder.Path, new() { Height = 64, Width = 96, Resize = ImageResize.Crop }).Pixels.ToArray());
    }

    public void Dispose() => _folder.Dispose();

    float[] Read(string name, ImageShape shape, out int left)
    {
        float[] pixels = new float[shape.Size];
        new ImageFileSet(shape, [_folder.File(name)], [], []).Read(0, pixels);
        var images = ImageDatasetReader.Read(_folder.Path, new() { Height = shape.Height, Width = shape.Width, SkipUndecodable = true });
        left = images.Skipped.Count;
        return pixels;
    }
}
