using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Evaluation.Tests.Datasets;

public class CroppedImageTests
{
    static readonly ImageShape Shape = new(1, 4, 4);
    static readonly float[] Ramp = [.. Enumerable.Range(0, 16).Select(i => (float)i)];

    [Fact]
    public void The_whole_image_at_its_own_size_is_itself() => Assert.Equal(Ramp, Crop(new CropBox(0, 0, 4, 4), Shape, 4));

    [Fact]
    public void A_mirrored_image_has_its_columns_in_the_other_order() =>
        Assert.Equal([3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12], Crop(new CropBox(0, 0, 4, 4), Shape, 4, mirrored: true));

    [Fact]
    public void Halving_without_antialiasing_averages_the_two_middle_pixels_of_each_side() =>
        Assert.Equal([2.5f, 4.5f, 10.5f, 12.5f], Crop(new CropBox(0, 0, 4, 4), new ImageShape(1, 2, 2), 2));

    [Fact]
    public void A_smaller_view_stands_in_the_middle_and_leaves_the_rest() =>
        Assert.Equal([0, 0, 0, 0, 0, 5, 6, 0, 0, 9, 10, 0, 0, 0, 0, 0], Crop(new CropBox(1, 1, 2, 2), Shape, 2));

    [Fact]
    public void Pixels_outside_the_box_do_not_mix_in() =>
        Assert.All(Crop(new CropBox(2, 2, 1, 1), Shape, 4), value => Assert.Equal(10, value));

    static float[] Crop(CropBox box, ImageShape result, int side, bool mirrored = false)
    {
        float[] pixels = new float[result.Size];
        CroppedImage.Write(Ramp, Shape, box, mirrored, pixels, result, side, side);
        return pixels;
    }
}
