using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using SkiaSharp;

namespace Mlvgm.MLNet.Tests.IO;

public class ImageGridTests
{
    [Fact]
    public void Images_lie_row_by_row_scaled_and_separated()
    {
        using var folder = new TemporaryFolder();
        // Three greyscale 1x2 images, two per row: 0 and 1, clipped values, then 0.5 and NaN.
        float[] images = [0, 1, -3, 7, 0.5f, float.NaN];
        ImageGrid.WritePng(folder.File("grid.png"), images, new ImageShape(1, 1, 2), columns: 2, scale: 2, separator: 1);
        using var picture = SKBitmap.Decode(folder.File("grid.png"));
        Assert.Equal((9, 5), (picture.Width, picture.Height));
        Assert.Equal("0 0 255 255 128 0 0 255 255", Line(picture, 0));
        Assert.Equal(Line(picture, 0), Line(picture, 1));
        Assert.Equal("128 128 128 128 128 128 128 128 128", Line(picture, 2));
        Assert.Equal("128 128 0 0 128 128 128 128 128", Line(picture, 4));
    }

    [Fact]
    public void Channels_are_red_green_blue()
    {
        using var folder = new TemporaryFolder();
        ImageGrid.WritePng(folder.File("grid.png"), [0.2f, 0.4f, 0.6f], new ImageShape(3, 1, 1), columns: 1);
        using var picture = SKBitmap.Decode(folder.File("grid.png"));
        Assert.Equal(new SKColor(51, 102, 153), picture.GetPixel(0, 0));
    }

    [Fact]
    public void Sizes_that_do_not_fit_together_are_refused_and_write_nothing()
    {
        using var folder = new TemporaryFolder();
        var shape = new ImageShape(1, 2, 2);
        string path = folder.File("grid.png");
        Assert.Throws<ArgumentException>(() => ImageGrid.WritePng(path, new float[6], shape, 1));
        Assert.Throws<ArgumentException>(() => ImageGrid.WritePng(path, [], shape, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageGrid.WritePng(path, new float[4], shape, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageGrid.WritePng(path, new float[4], shape, 1, scale: 100_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageGrid.WritePng(path, new float[4], new ImageShape(2, 1, 2), 1));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    static string Line(SKBitmap picture, int row) =>
        string.Join(' ', Enumerable.Range(0, picture.Width).Select(x => picture.GetPixel(x, row).Green));
}
