using CsCheck;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Tests.Data;

public class CropBoxTests
{
    [Fact]
    public void A_box_lies_inside_the_image_whatever_its_size_and_the_ranges() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[1, 300], Gen.Double[0.0001, 1], Gen.Double[0.01, 10], Gen.Double[1, 20], Gen.ULong).Sample(
            (height, width, scale, ratio, wider, seed) =>
            {
                var box = CropBox.Draw(new SeedKey(seed, "crop"), height, width, (scale, 1), (ratio, ratio * wider));
                Assert.InRange(box.Height, 1, height);
                Assert.InRange(box.Width, 1, width);
                Assert.InRange(box.Top, 0, height - box.Height);
                Assert.InRange(box.Left, 0, width - box.Width);
            }, iter: 2000);

    [Fact]
    public void Its_area_and_its_sides_ratio_are_in_the_ranges_that_were_asked_for() => Gen.ULong.Sample(seed =>
    {
        var box = CropBox.Draw(new SeedKey(seed, "crop"), 400, 400, (0.2, 0.5), (0.75, 4 / 3.0));
        // Half a pixel each side is lost or won by rounding.
        Assert.InRange(box.Height * box.Width / 160_000.0, 0.2 - 0.005, 0.5 + 0.005);
        Assert.InRange((double)box.Width / box.Height, 0.75 - 0.02, 4 / 3.0 + 0.02);
    }, iter: 1000);

    [Theory]
    [InlineData(10, 200, 5, 95)]
    [InlineData(200, 10, 95, 5)]
    public void Where_no_box_of_the_ratio_fits_the_whole_short_side_is_taken_from_the_middle(int height, int width, int top, int left)
    {
        // A square of 90 % of this area is higher or wider than the image, every time.
        var box = CropBox.Draw(new SeedKey(1, "crop"), height, width, (0.9, 1), (1, 1));
        Assert.Equal((10, 10), (box.Height, box.Width));
        Assert.Equal((top == 5 ? 0 : top, left == 5 ? 0 : left), (box.Top, box.Left));
    }

    [Theory]
    [InlineData(10, 200, 0.5, 2, 10, 20)]
    [InlineData(200, 10, 0.5, 2, 20, 10)]
    [InlineData(1, 1000, 1, 1.5, 1, 2)]
    [InlineData(3, 3, 100, 200, 1, 3)]
    [InlineData(3, 3, 0.005, 0.01, 3, 1)]
    public void The_fallback_has_the_nearest_ratio_that_is_allowed(int height, int width, double low, double high, int boxHeight, int boxWidth)
    {
        var box = CropBox.Draw(new SeedKey(1, "crop"), height, width, (0.99, 1), (low, high));
        Assert.Equal((boxHeight, boxWidth), (box.Height, box.Width));
        Assert.Equal(((height - boxHeight) / 2, (width - boxWidth) / 2), (box.Top, box.Left));
    }

    [Fact]
    public void The_key_decides()
    {
        CropBox Draw(ulong seed, long step) => CropBox.Draw(new SeedKey(seed, "crop", step: step), 100, 100, (0.1, 1), (0.75, 4 / 3.0));
        Assert.Equal(Draw(1, 1), Draw(1, 1));
        Assert.Equal(100, Enumerable.Range(0, 100).Select(step => Draw(1, step)).Distinct().Count());
        Assert.NotEqual(Draw(1, 1), Draw(2, 1));
    }

    [Fact]
    public void Places_are_uniform()
    {
        // Boxes of exactly half of each side: the left edge is one of 0 to 8, each of 9,000 draws one in nine.
        int[] counts = new int[9];
        for (int step = 0; step < 9000; step++) counts[CropBox.Draw(new SeedKey(3, "crop", step: step), 16, 16, (0.25, 0.25), (1, 1)).Left]++;
        Assert.All(counts, count => Assert.InRange(count, 1000 - 5 * 30, 1000 + 5 * 30));
    }
}
