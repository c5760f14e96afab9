using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Torch.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Augmentation;

public class RandomResizedCropTests
{
    static readonly ViewDraws Draws = new(Seed: 3, "anchor", Epoch: 1, FirstRow: 100);

    [Theory]
    [InlineData(28, 28, 28, 28, false)]
    [InlineData(20, 33, 24, 16, false)]
    [InlineData(32, 32, 28, 28, true)]
    [InlineData(20, 33, 24, 16, true)]
    public void The_batched_result_is_that_of_each_image_cut_and_interpolated_alone(
        int height, int width, int cropHeight, int cropWidth, bool alignCorners)
    {
        using var scope = NewDisposeScope();
        var images = Images(9, height, width);
        var crop = new RandomResizedCrop(cropHeight, cropWidth, alignCorners: alignCorners);
        var boxes = crop.DrawBoxes(Draws, 9, height, width);
        var result = crop.Apply(images, Draws);
        for (int i = 0; i < boxes.Length; i++)
        {
            var box = boxes[i];
            var cut = images.narrow(0, i, 1).narrow(2, box.Top, box.Height).narrow(3, box.Left, box.Width);
            var expected = nn.functional.interpolate(
                cut, [cropHeight, cropWidth], mode: InterpolationMode.Bilinear, align_corners: alignCorners);
            Assert.True((result.narrow(0, i, 1) - expected).abs().max().item<float>() < 1e-5f, $"image {i}, {box}");
        }
    }

    [Fact]
    public void What_happens_to_a_row_does_not_depend_on_the_batch_it_is_in()
    {
        using var scope = NewDisposeScope();
        var images = Images(8, 16, 16);
        var crop = new RandomResizedCrop(16, 16);
        var whole = crop.Apply(images, Draws);
        var part = crop.Apply(images.narrow(0, 5, 3), Draws with { FirstRow = Draws.FirstRow + 5 });
        Assert.Equal(0, (whole.narrow(0, 5, 3) - part).abs().max().item<float>());
    }

    [Fact]
    public void Views_epochs_ranks_and_seeds_draw_differently()
    {
        var crop = new RandomResizedCrop(64, 64);
        var boxes = crop.DrawBoxes(Draws, 16, 64, 64);
        ViewDraws[] others = [Draws with { View = "positive" }, Draws with { Epoch = 2 }, Draws with { Rank = 1 }, Draws with { Seed = 4 }];
        foreach (var other in others)
            Assert.NotEqual(boxes, crop.DrawBoxes(other, 16, 64, 64));
    }

    [Fact]
    public void Areas_are_uniform_and_aspect_ratios_log_uniform()
    {
        const int Count = 20_000, Size = 1000;
        var boxes = new RandomResizedCrop(8, 8, minimumScale: 0.2).DrawBoxes(Draws, Count, Size, Size);
        double[] areas = [.. boxes.Select(box => (double)box.Height * box.Width / (Size * Size))];
        double[] ratios = [.. boxes.Select(box => Math.Log((double)box.Width / box.Height))];
        Assert.All(areas, area => Assert.InRange(area, 0.199, 1.001));
        Assert.All(ratios, ratio => Assert.InRange(ratio, Math.Log(3.0 / 4) - 0.01, Math.Log(4.0 / 3) + 0.01));
        // Below an area of 3/4 every box fits, so areas and ratios there are as drawn; five standard errors of each mean.
        int[] fitting = [.. Enumerable.Range(0, Count).Where(i => areas[i] < 0.74)];
        double areaError = 0.54 / Math.Sqrt(12 * fitting.Length), ratioError = 2 * Math.Log(4.0 / 3) / Math.Sqrt(12 * fitting.Length);
        Assert.InRange(fitting.Average(i => areas[i]), 0.47 - 5 * areaError, 0.47 + 5 * areaError);
        Assert.InRange(fitting.Average(i => ratios[i]), -5 * ratioError, 5 * ratioError);
        // Places are uniform: the box's centre, relative to the room it has, is 1/2 on average.
        double place = boxes.Average(box => (box.Left + 0.5) / (Size - box.Width + 1));
        Assert.InRange(place, 0.5 - 5 / Math.Sqrt(12 * Count), 0.5 + 5 / Math.Sqrt(12 * Count));
    }

    [Fact]
    public void A_strip_too_narrow_for_any_box_is_cut_in_the_middle()
    {
        var boxes = new RandomResizedCrop(4, 4, minimumScale: 1).DrawBoxes(Draws, 4, 10, 100);
        Assert.All(boxes, box => Assert.Equal(new CropBox(0, 43, 10, 13), box));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void A_scale_outside_its_range_is_refused(double scale) =>
        Assert.Throws<ArgumentOutOfRangeException>("minimumScale", () => new RandomResizedCrop(8, 8, scale));

    static Tensor Images(int count, int height, int width)
    {
        var index = arange(count * 3 * height * width, ScalarType.Float32).reshape(count, 3, height, width);
        return (index * 12.9898f).sin() * 0.5f + 0.5f;
    }
}
