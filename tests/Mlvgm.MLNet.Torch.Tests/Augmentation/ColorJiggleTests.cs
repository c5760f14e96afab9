using Mlvgm.MLNet.Torch.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Augmentation;

public class ColorJiggleTests
{
    static readonly ViewDraws Draws = new(Seed: 3, "anchor", Epoch: 1, FirstRow: 100);

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void The_batched_result_is_that_of_each_image_alone_in_plain_loops(double hue)
    {
        var jiggle = new ColorJiggle(new ColorJitterStrength { Hue = hue });
        // Enough batches for many of the 24 orders.
        for (int batch = 0; batch < 12; batch++)
        {
            using var scope = NewDisposeScope();
            var draws = Draws with { FirstRow = 8 * batch };
            var images = ColorBatch.Create(8, 3, 5, 7, seed: (ulong)batch);
            var (factors, order, result) = (jiggle.DrawFactors(draws, 8), jiggle.DrawOrder(draws), jiggle.Apply(images, draws));
            for (int i = 0; i < 8; i++)
            {
                var plain = new PlainImage(images[i]);
                foreach (var operation in factors[i].Applied ? order : []) plain.Kornia(operation, factors[i]);
                ColorBatch.AssertEqual(plain, result[i], $"image {i}, {factors[i]}, order {string.Join(", ", order)}");
            }
        }
    }

    [Fact]
    public void Images_that_are_not_drawn_stay_as_they_are_to_the_bit()
    {
        using var scope = NewDisposeScope();
        var jiggle = new ColorJiggle();
        var images = ColorBatch.Create(32, 3, 4, 4);
        var result = jiggle.Apply(images, Draws);
        bool[] applied = [.. jiggle.DrawFactors(Draws, 32).Select(factors => factors.Applied)];
        Assert.Equal(applied, Enumerable.Range(0, 32).Select(i => !images[i].equal(result[i]).all().item<bool>()));
        Assert.InRange(applied.Count(yes => yes), 1, 31);
    }

    [Fact]
    public void Factors_belong_to_the_row_and_the_order_to_the_batch()
    {
        var jiggle = new ColorJiggle();
        Assert.Equal(jiggle.DrawFactors(Draws, 8)[5..], jiggle.DrawFactors(Draws with { FirstRow = Draws.FirstRow + 5 }, 3));
        string[] orders = [.. Enumerable.Range(0, 50).Select(i => string.Join(' ', jiggle.DrawOrder(Draws with { FirstRow = i })))];
        Assert.InRange(orders.Distinct().Count(), 12, 24);
    }

    [Fact]
    public void Greyscale_images_change_in_brightness_and_contrast_alone()
    {
        using var scope = NewDisposeScope();
        var jiggle = new ColorJiggle();
        var images = ColorBatch.Create(8, 1, 5, 7);
        var (factors, order, result) = (jiggle.DrawFactors(Draws, 8), jiggle.DrawOrder(Draws), jiggle.Apply(images, Draws));
        for (int i = 0; i < 8; i++)
        {
            var plain = new PlainImage(images[i].expand(3, 5, 7));
            foreach (var operation in factors[i].Applied ? order : [])
            {
                if (operation is ColorOperation.Brightness or ColorOperation.Contrast) plain.Kornia(operation, factors[i]);
            }
            ColorBatch.AssertEqual(plain, result[i].expand(3, 5, 7), $"image {i}");
        }
    }

    [Fact]
    public void Settings_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => new ColorJiggle(probability: 1.1));
        Assert.Throws<ArgumentOutOfRangeException>("Brightness", () => new ColorJiggle(new ColorJitterStrength { Brightness = -0.1 }));
        Assert.Throws<ArgumentOutOfRangeException>("Hue", () => new ColorJiggle(new ColorJitterStrength { Hue = 0.6 }));
        Assert.Throws<ArgumentOutOfRangeException>("Contrast", () => new ColorJiggle(new ColorJitterStrength { Contrast = double.NaN }));
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => new ColorJiggle().Apply(zeros(1, 4, 2, 2), Draws));
        Assert.Contains("[1, 4, 2, 2]", error.Message);
    }
}
