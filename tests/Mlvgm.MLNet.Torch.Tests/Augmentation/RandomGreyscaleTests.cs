using Mlvgm.MLNet.Torch.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Augmentation;

public class RandomGreyscaleTests
{
    static readonly ViewDraws Draws = new(Seed: 3, "anchor", Epoch: 0, FirstRow: 7);

    [Fact]
    public void Each_image_loses_its_colours_or_keeps_them_as_its_own_draw_says()
    {
        using var scope = NewDisposeScope();
        var greyscale = new RandomGreyscale(0.5);
        var images = ColorBatch.Create(16, 3, 4, 5);
        var result = greyscale.Apply(images, Draws);
        for (int i = 0; i < 16; i++)
        {
            var plain = new PlainImage(images[i]);
            if (greyscale.LosesColours(Draws.KeyOf(greyscale.Name).At(Draws.FirstRow + i))) plain.ToGrey();
            ColorBatch.AssertEqual(plain, result[i], $"image {i}");
        }
    }

    [Fact]
    public void Images_of_one_channel_stay_as_they_are()
    {
        using var scope = NewDisposeScope();
        var images = ColorBatch.Create(4, 1, 4, 4);
        Assert.True(new RandomGreyscale(1).Apply(images, Draws).equal(images).all().item<bool>());
    }
}
