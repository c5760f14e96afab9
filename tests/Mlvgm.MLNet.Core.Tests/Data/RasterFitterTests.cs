using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Tests.Data;

public class RasterFitterTests
{
    [Fact]
    public void A_long_strip_is_cut_to_the_picture_before_it_is_enlarged()
    {
        // Covering 32x32 with a strip of 2,000,000x1 would take 2 GB; its centre is all that shows.
        var strip = new byte[2_000_000];
        strip.AsSpan(999_000, 2_000).Fill(200);
        var picture = new byte[32 * 32];
        RasterFitter.Fit(new Raster(strip, 1, 2_000_000, 1), new ImageShape(1, 32, 32), ImageResize.Fit, picture);
        Assert.All(picture, pixel => Assert.Equal(200, pixel));
    }

    [Fact]
    public void A_wide_image_shows_its_centre()
    {
        var wide = new byte[64 * 256];
        for (int row = 0; row < 64; row++) wide.AsSpan(row * 256 + 96, 64).Fill(100);
        var picture = new byte[32 * 32];
        RasterFitter.Fit(new Raster(wide, 64, 256, 1), new ImageShape(1, 32, 32), ImageResize.Fit, picture);
        Assert.All(picture, pixel => Assert.InRange(pixel, 99, 101));
    }

    [Theory]
    [InlineData(ImageResize.Fit, 4)]
    [InlineData(ImageResize.Crop, 64)]
    [InlineData(ImageResize.Stretch, 64)]
    public void A_small_image_stands_in_the_middle_or_fills_the_picture(ImageResize resize, int bright)
    {
        byte[] small = [250, 250, 250, 250], picture = new byte[64];
        RasterFitter.Fit(new Raster(small, 2, 2, 1), new ImageShape(1, 8, 8), resize, picture);
        Assert.Equal(bright, picture.Count(pixel => pixel > 200));
    }

    [Theory]
    [InlineData(ImageResize.Fit, 8, 0)]
    [InlineData(ImageResize.Crop, 8, 0)]
    [InlineData(ImageResize.Stretch, 4, 4)]
    public void What_is_left_of_the_centre_is_cut_off_or_pressed_in(ImageResize resize, int darkColumns, int brightColumns)
    {
        // The left and the right quarter are bright, the centre is dark.
        byte[] wide = [.. Enumerable.Range(0, 64 * 128).Select(i => (byte)(i % 128 is < 32 or >= 96 ? 200 : 10))], picture = new byte[64];
        RasterFitter.Fit(new Raster(wide, 64, 128, 1), new ImageShape(1, 8, 8), resize, picture);
        Assert.Equal(darkColumns, picture[..8].Count(pixel => pixel < 60));
        Assert.Equal(brightColumns, picture[..8].Count(pixel => pixel > 150));
    }

    [Theory]
    [InlineData(ImageResize.Fit)]
    [InlineData(ImageResize.Crop)]
    [InlineData(ImageResize.Stretch)]
    public void One_pixel_is_a_picture(ImageResize resize)
    {
        var picture = new byte[3 * 32 * 32];
        RasterFitter.Fit(new Raster(new byte[] { 10, 20, 30, 255 }, 1, 1, 4), new ImageShape(3, 32, 32), resize, picture);
        Assert.Equal(resize == ImageResize.Fit ? 1 : 1024, picture[1024..2048].Count(pixel => pixel == 20));
    }
}
