using Mlvgm.MLNet.Torch.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Augmentation;

public class ColorJitterTests
{
    static readonly ViewDraws Draws = new(Seed: 3, "anchor", Epoch: 1, FirstRow: 100);

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void The_batched_result_is_that_of_each_image_alone_in_plain_loops(double hue)
    {
        using var scope = NewDisposeScope();
        var jitter = new ColorJitter(new ColorJitterStrength { Hue = hue });
        // 96 images have nearly all of the 24 orders.
        var images = ColorBatch.Create(96, 3, 5, 7);
        var (drawn, result) = (jitter.Draw(Draws, 96), jitter.Apply(images, Draws));
        for (int i = 0; i < 96; i++)
        {
            var plain = new PlainImage(images[i]);
            foreach (var operation in drawn[i].Factors.Applied ? drawn[i].Order : []) plain.Torchvision(operation, drawn[i].Factors);
            ColorBatch.AssertEqual(plain, result[i], $"image {i}, {drawn[i].Factors}, order {string.Join(", ", drawn[i].Order)}");
        }
    }

    [Fact]
    public void What_happens_to_a_row_does_not_depend_on_the_batch_it_is_in()
    {
        using var scope = NewDisposeScope();
        var jitter = new ColorJitter();
        var images = ColorBatch.Create(8, 3, 6, 6);
        var part = jitter.Apply(images.narrow(0, 5, 3), Draws with { FirstRow = Draws.FirstRow + 5 });
        Assert.Equal(0, (jitter.Apply(images, Draws).narrow(0, 5, 3) - part).abs().max().item<float>());
    }

    [Fact]
    public void Images_that_are_not_drawn_stay_as_they_are_to_the_bit()
    {
        using var scope = NewDisposeScope();
        var jitter = new ColorJitter();
        var images = ColorBatch.Create(32, 3, 4, 4);
        var result = jitter.Apply(images, Draws);
        bool[] applied = [.. jitter.Draw(Draws, 32).Select(drawn => drawn.Factors.Applied)];
        Assert.Equal(applied, Enumerable.Range(0, 32).Select(i => !images[i].equal(result[i]).all().item<bool>()));
        Assert.InRange(applied.Count(yes => yes), 1, 31);
    }

    [Fact]
    public void Greyscale_images_change_in_brightness_and_contrast_alone()
    {
        using var scope = NewDisposeScope();
        var jitter = new ColorJitter();
        var images = ColorBatch.Create(32, 1, 5, 7);
        var (drawn, result) = (jitter.Draw(Draws, 32), jitter.Apply(images, Draws));
        for (int i = 0; i < 32; i++)
        {
            var plain = new PlainImage(images[i].expand(3, 5, 7));
            foreach (var operation in drawn[i].Factors.Applied ? drawn[i].Order : [])
            {
                if (operation is ColorOperation.Brightness or ColorOperation.Contrast) plain.Torchvision(operation, drawn[i].Factors);
            }
            ColorBatch.AssertEqual(plain, result[i].expand(3, 5, 7), $"image {i}");
        }
    }
}
