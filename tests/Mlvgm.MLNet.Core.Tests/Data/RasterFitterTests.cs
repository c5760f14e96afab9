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
        RasterFitter.Fit(new Raster(strip, 1, 2_000_000, 1), new ImageShape(1, 32, 32), picture);
        Assert.All(picture, pixel => Assert.Equal(200, pixel));
    }

    [Fact]
    public void A_wide_image_shows_its_centre()
    {
        var wide = new byte[64 * 256];
        for (int row = 0; row < 64; row++) wide.AsSpan(row * 256 + 96, 64).Fill(100);
        var picture = new byte[32 * 32];
        RasterFitter.Fit(new Raster(wide, 64, 256, 1), new ImageShape(1, 32, 32), picture);
        Assert.All(picture, pixel => Assert.InRange(pixel, 99, 101));
    }
}
