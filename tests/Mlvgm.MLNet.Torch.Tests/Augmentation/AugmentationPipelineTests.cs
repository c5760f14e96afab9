using Mlvgm.MLNet.Torch.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Augmentation;

public class AugmentationPipelineTests
{
    static readonly ViewDraws Draws = new(Seed: 1, "anchor", Epoch: 0, FirstRow: 0);

    [Fact]
    public void Steps_run_in_order()
    {
        using var scope = NewDisposeScope();
        var crop = new RandomResizedCrop(8, 8);
        var flip = new RandomHorizontalFlip();
        var images = rand(4, 3, 16, 16);
        var expected = flip.Apply(crop.Apply(images, Draws), Draws);
        Assert.Equal(0, (new AugmentationPipeline(crop, flip).Apply(images, Draws) - expected).abs().max().item<float>());
    }

    [Fact]
    public void Normalization_centres_and_scales_each_channel()
    {
        using var scope = NewDisposeScope();
        var result = new Normalization([0.5f, 0.25f], [0.5f, 0.1f]).Apply(full([1, 2, 1, 1], 0.75f), Draws);
        Assert.Equal(0.5f, result[0, 0, 0, 0].item<float>(), 5);
        Assert.Equal(5f, result[0, 1, 0, 0].item<float>(), 5);
    }

    [Fact]
    public void Two_steps_of_one_name_are_refused_because_they_would_share_random_numbers()
    {
        var flip = new RandomHorizontalFlip();
        var error = Assert.Throws<ArgumentException>(() => new AugmentationPipeline(flip, flip));
        Assert.Contains("'horizontal-flip' occurs twice", error.Message);
    }
}
