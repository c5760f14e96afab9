using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;
using SkiaSharp;

namespace Mlvgm.MLNet.Tests.Data;

/// <summary>Crops of whole pictures: what they are made of, at which size JPEGs are decoded for them, and pictures that are unlike others.</summary>
public class PictureFileTests
{
    [Theory]
    [InlineData(0, 0, 40, 60, 16, 16)]
    [InlineData(5, 7, 30, 21, 10, 13)]
    [InlineData(11, 3, 4, 6, 16, 16)]
    [InlineData(39, 59, 1, 1, 4, 4)]
    [InlineData(8, 0, 16, 16, 16, 16)]
    public void A_crop_is_a_weighted_mean_of_every_pixel_of_its_box_and_of_no_other(int top, int left, int height, int width, int rows, int columns)
    {
        byte[,,] pixels = Noise(40, 60);
        float[] crop = Crop(Png(pixels), SKRectI.Create(left, top, width, height), new ImageShape(3, rows, columns));
        for (int c = 0; c < 3; c++)
        {
            for (int y = 0; y < rows; y++)
            {
                for (int x = 0; x < columns; x++)
                {
                    double expected = Plain(pixels, c, (top, height, rows, y), (left, width, columns, x)) / 255;
                    Assert.Equal(expected, crop[(c * rows + y) * columns + x], 1e-5);
                }
            }
        }
    }

    [Fact]
    public void A_box_of_the_wanted_size_is_left_as_it_is()
    {
        byte[,,] pixels = Noise(20, 30);
        float[] crop = Crop(Png(pixels), SKRectI.Create(4, 9, 8, 6), new ImageShape(3, 6, 8));
        Assert.Equal(pixels[9 + 2, 4 + 5, 1], Math.Round(crop[6 * 8 + 2 * 8 + 5] * 255));
        Assert.All(crop, pixel => Assert.InRange(pixel, 0, 1));
    }

    [Fact]
    public void Grey_is_the_brightness_of_the_colours()
    {
        byte[,,] pixels = Noise(12, 12);
        var box = SKRectI.Create(1, 2, 9, 8);
        float[] colours = Crop(Png(pixels), box, new ImageShape(3, 4, 4)), grey = Crop(Png(pixels), box, new ImageShape(1, 4, 4));
        for (int i = 0; i < 16; i++) Assert.Equal(0.299 * colours[i] + 0.587 * colours[16 + i] + 0.114 * colours[32 + i], grey[i], 1e-6);
    }

    [Theory]
    [InlineData(1, "abc/def")]
    [InlineData(2, "cba/fed")]
    [InlineData(3, "fed/cba")]
    [InlineData(4, "def/abc")]
    [InlineData(5, "ad/be/cf")]
    [InlineData(6, "cf/be/ad")]
    [InlineData(7, "fc/eb/da")]
    [InlineData(8, "da/eb/fc")]
    public void Boxes_are_those_of_the_upright_picture_in_all_eight_orientations(int orientation, string stored)
    {
        using var picture = PictureFile.Open(UprightTests.Jpeg(stored, orientation), asStored: false);
        Assert.Equal((16, 24), (picture.Height, picture.Width));
        Assert.Equal("bc/ef", Letters(picture, SKRectI.Create(8, 0, 16, 16), 2, 2));
        Assert.Equal("abc", Letters(picture, SKRectI.Create(0, 0, 24, 8), 1, 3));
        Assert.Equal("cb/fe", Letters(picture, SKRectI.Create(8, 0, 16, 16), 2, 2, mirrored: true));
        Assert.Equal("c/f", Letters(picture, SKRectI.Create(16, 0, 8, 16), 2, 1));
        using var asStored = PictureFile.Open(UprightTests.Jpeg(stored, orientation), asStored: true);
        string[] rows = stored.Split('/');
        Assert.Equal((rows.Length * 8, rows[0].Length * 8), (asStored.Height, asStored.Width));
        Assert.Equal(stored, Letters(asStored, SKRectI.Create(0, 0, asStored.Width, asStored.Height), rows.Length, rows[0].Length));
    }

    [Theory]
    [InlineData(512, 384, 128, 256)]
    [InlineData(512, 384, 64, 128)]
    [InlineData(512, 384, 48, 64)]
    [InlineData(300, 200, 128, 512)]
    [InlineData(256, 256, 128, 256)]
    [InlineData(512, 384, 385, 512)]
    public void A_JPEG_is_decoded_at_the_smallest_size_that_leaves_a_box_its_pixels(int boxWidth, int boxHeight, int side, int expected)
    {
        byte[] file = Jpeg(384, 512);
        using var picture = PictureFile.Open(file, asStored: false);
        SKRectI[] whole = [SKRectI.Create(0, 0, boxWidth, boxHeight)];
        Assert.Equal(expected, picture.DecodedSize(whole, new ImageShape(3, side, side)).Width);
        // The smallest of several boxes decides; a format without smaller sizes has its own.
        Assert.Equal(512, picture.DecodedSize([whole[0], SKRectI.Create(0, 0, side, side)], new ImageShape(3, side, side)).Width);
        using var png = PictureFile.Open(Png(Noise(40, 60)), asStored: false);
        Assert.Equal(60, png.DecodedSize([SKRectI.Create(0, 0, 60, 40)], new ImageShape(3, 2, 2)).Width);
    }

    [Fact]
    public void A_crop_of_a_JPEG_that_is_decoded_smaller_looks_as_one_that_is_not()
    {
        byte[] file = Jpeg(375, 500);
        using var picture = PictureFile.Open(file, asStored: false);
        var shape = new ImageShape(3, 48, 48);
        var box = SKRectI.Create(37, 21, 401, 333);
        Assert.True(picture.DecodedSize([box], shape).Width < 500);
        float[] reduced = new float[shape.Size];
        picture.Crop([box], [false], shape, [reduced]);
        float[] full = Crop(Png(Decoded(file)), box, shape);
        Assert.InRange(reduced.Zip(full, (a, b) => Math.Abs(a - b)).Average(), 0, 1.5 / 255);
        Assert.InRange(reduced.Zip(full, (a, b) => Math.Abs(a - b)).Max(), 0, 16.0 / 255);
    }

    [Fact]
    public void A_picture_of_one_pixel_gives_crops_of_its_colour()
    {
        foreach (var format in (SKEncodedImageFormat[])[SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg])
        {
            float[] crop = Crop(PngWriter.Plain(1, 1, 200, 200, 200, format), SKRectI.Create(0, 0, 1, 1), new ImageShape(3, 5, 7));
            Assert.All(crop, pixel => Assert.Equal(200 / 255.0, pixel, 2 / 255.0));
        }
    }

    // Red in CMYK with Adobe's marker, of an animation of red and blue the first frame, and 16 bits of 0xC000: written by Pillow 9.4.
    [Theory]
    [InlineData("CMYK", "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAIBgYHBgUIBwcHCQkICgwUDQwLCwwZEhMPFB0aHx4dGhwcICQuJyAiLCMcHCg3KSwwMTQ0NB8nOT04MjwuMzQy/8AAFAgACAAIBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD3+vn+vn+vf6//2Q==", 255, 0, 0)]
    [InlineData("WebP", "UklGRoQAAABXRUJQVlA4WAoAAAACAAAABQAAAwAAQU5JTQYAAAAAAAAAAABBTk1GKAAAAAAAAAAAAAUAAAMAAGQAAAJWUDhMDwAAAC8FwAAABxD9j/4HIqL/AQBBTk1GKAAAAAAAAAAAAAUAAAMAAGQAAABWUDhMDwAAAC8FwAAABxDR//4HIqL/AQA=", 255, 0, 0)]
    [InlineData("GIF", "R0lGODlhBgAEAIEAAP8AAAAAAAAAAAAAACH5BAAKAAAALAAAAAAGAAQAAAgLAAEIHEiwoMGBAQEAIfkEAAoAAAAsAAAAAAYABACBAAD/AAAAAAAAAAAACAsAAQgcSLCgwYEBAQA7", 255, 0, 0)]
    [InlineData("16-bit PNG", "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAEEAAAAADY/83cAAAAEElEQVR4nGM8wIAATAxEcQAnRADIY5RBxgAAAABJRU5ErkJggg==", 192, 192, 192)]
    public void CMYK_animated_and_16_bit_pictures_have_the_colours_that_one_sees(string what, string file, int red, int green, int blue)
    {
        using var picture = PictureFile.Open(Convert.FromBase64String(file), asStored: false);
        float[] crop = new float[12];
        picture.Crop([SKRectI.Create(0, 0, picture.Width, picture.Height)], [false], new ImageShape(3, 2, 2), [crop]);
        foreach (var (c, colour) in ((int[])[red, green, blue]).Index())
            Assert.All(crop[(4 * c)..(4 * c + 4)], pixel => Assert.True(Math.Abs(colour - 255 * pixel) < 6, $"{what}: {255 * pixel} in place of {colour}"));
    }

    [Fact]
    public void A_file_that_ends_early_is_refused_at_any_size()
    {
        byte[] file = Jpeg(384, 512);
        using var picture = PictureFile.Open(file[..(file.Length / 2)], asStored: false);
        foreach (int side in (int[])[16, 256])
        {
            var error = Assert.Throws<InvalidDataException>(() => picture.Crop([SKRectI.Create(0, 0, 512, 384)], [false], new ImageShape(3, side, side), [new float[3 * side * side]]));
            Assert.StartsWith("damaged (", error.Message);
        }
    }

    static float[] Crop(byte[] file, SKRectI box, ImageShape shape)
    {
        using var picture = PictureFile.Open(file, asStored: false);
        float[] crop = new float[shape.Size];
        picture.Crop([box], [false], shape, [crop]);
        return crop;
    }

    static string Letters(PictureFile picture, SKRectI box, int rows, int columns, bool mirrored = false)
    {
        // Of three pixels, the middle one has the colour of its block alone.
        float[] crop = new float[9 * rows * columns];
        picture.Crop([box], [mirrored], new ImageShape(1, 3 * rows, 3 * columns), [crop]);
        return string.Join('/', Enumerable.Range(0, rows).Select(y => string.Concat(Enumerable.Range(0, columns).Select(
            x => (char)('a' - 1 + (int)MathF.Round(crop[(3 * y + 1) * 3 * columns + 3 * x + 1] * 255 / 40))))));
    }

    /// <summary>The mean by the triangle's definition, in double precision.</summary>
    static double Plain(byte[,,] pixels, int c, (int Start, int Length, int Count, int At) rows, (int Start, int Length, int Count, int At) columns)
    {
        double sum = 0, weights = 0;
        for (int y = rows.Start; y < rows.Start + rows.Length; y++)
        {
            for (int x = columns.Start; x < columns.Start + columns.Length; x++)
            {
                double weight = Weight(rows, y) * Weight(columns, x);
                (sum, weights) = (sum + weight * pixels[y, x, c], weights + weight);
            }
        }
        return sum / weights;

        static double Weight((int Start, int Length, int Count, int At) axis, int pixel)
        {
            double scale = (double)axis.Length / axis.Count, centre = axis.Start + (axis.At + 0.5) * scale;
            return Math.Max(0, 1 - Math.Abs(pixel + 0.5 - centre) / Math.Max(1, scale));
        }
    }

    static byte[,,] Noise(int height, int width)
    {
        byte[,,] pixels = new byte[height, width, 3];
        for (int i = 0; i < pixels.Length; i++) pixels[i / 3 / width, i / 3 % width, i % 3] = (byte)(i * 2654435761L >> 11);
        return pixels;
    }

    static byte[] Png(byte[,,] pixels)
    {
        using var bitmap = new SKBitmap(pixels.GetLength(1), pixels.GetLength(0), SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int y = 0; y < bitmap.Height; y++)
            for (int x = 0; x < bitmap.Width; x++) bitmap.SetPixel(x, y, new SKColor(pixels[y, x, 0], pixels[y, x, 1], pixels[y, x, 2]));
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>Waves of several lengths, as photographs have.</summary>
    static byte[] Jpeg(int height, int width)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                byte Wave(double length, double phase) => (byte)(128 + 60 * Math.Sin(x / length + phase) + 60 * Math.Cos(y / (length + 3) - phase));
                bitmap.SetPixel(x, y, new SKColor(Wave(9, 0), Wave(14, 1), Wave(25, 2)));
            }
        }
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 92);
        return data.ToArray();
    }

    static byte[,,] Decoded(byte[] jpeg)
    {
        using var picture = PictureFile.Open(jpeg, asStored: false);
        var raster = picture.Decode();
        byte[,,] pixels = new byte[raster.Height, raster.Width, 3];
        for (int i = 0; i < pixels.Length; i++) pixels[i / 3 / raster.Width, i / 3 % raster.Width, i % 3] = raster.Pixels.Span[i / 3 * 4 + i % 3];
        return pixels;
    }
}
