using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Torch.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Augmentation;

public class RandomHorizontalFlipTests
{
    static readonly ViewDraws Draws = new(Seed: 3, "anchor", Epoch: 0, FirstRow: 7);

    [Fact]
    public void Each_image_is_mirrored_or_left_as_its_own_draw_says()
    {
        using var scope = NewDisposeScope();
        var images = arange(32 * 2 * 3 * 5, ScalarType.Float32).reshape(32, 2, 3, 5);
        var flip = new RandomHorizontalFlip();
        var result = flip.Apply(images, Draws);
        var key = Draws.KeyOf(flip.Name);
        int mirrored = 0;
        for (int i = 0; i < 32; i++)
        {
            bool expected = flip.Flips(key.At(Draws.FirstRow + i));
            mirrored += expected ? 1 : 0;
            Assert.True(result[i].equal(expected ? images[i].flip(2) : images[i]).all().item<bool>());
        }
        Assert.InRange(mirrored, 6, 26);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void The_share_of_mirrored_images_is_the_probability(double probability)
    {
        const int Count = 10_000;
        var flip = new RandomHorizontalFlip(probability);
        var key = new SeedKey(1, "test");
        double share = Enumerable.Range(0, Count).Count(i => flip.Flips(key.At(i))) / (double)Count;
        double tolerance = 5 * Math.Sqrt(probability * (1 - probability) / Count);
        Assert.InRange(share, probability - tolerance, probability + tolerance);
    }
}
