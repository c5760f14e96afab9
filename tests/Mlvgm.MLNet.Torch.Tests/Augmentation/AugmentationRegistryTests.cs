using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Augmentation;

public class AugmentationRegistryTests
{
    static readonly ViewDraws Draws = new(Seed: 3, "anchor", Epoch: 1, FirstRow: 100);
    static readonly ImageShape Images = new(3, 16, 24);

    public static TheoryData<string, ColorJitterFlavour, int> Sets
    {
        get
        {
            var data = new TheoryData<string, ColorJitterFlavour, int>();
            foreach (string name in AugmentationRegistry.All.Names)
            {
                foreach (var flavour in Enum.GetValues<ColorJitterFlavour>())
                {
                    data.Add(name, flavour, 1);
                    data.Add(name, flavour, 3);
                }
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Views_have_the_size_that_the_set_says_and_pixels_in_0_to_1(string name, ColorJitterFlavour flavour, int channels)
    {
        using var scope = NewDisposeScope();
        var options = AugmentationRegistry.All.Find(name);
        if (options is StandardAugmentationOptions standard) options = standard with { ColorJitter = flavour };
        var set = options.Create(Images with { Channels = channels });
        var images = ColorBatch.Create(12, channels, 16, 24);
        var before = images.clone();
        long live = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        var views = set.Pipeline.Apply(images, Draws);
        Assert.Equal(live + 1, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
        Assert.Equal([12, channels, set.ViewHeight, set.ViewWidth], views.shape);
        Assert.InRange(views.min().item<float>(), -1e-6, 1);
        Assert.InRange(views.max().item<float>(), 0, 1 + 1e-6);
        Assert.True(before.equal(images).all().item<bool>(), "The images themselves were changed.");
        Assert.Equal(0, (views - set.Pipeline.Apply(images, Draws)).abs().max().item<float>());
    }

    [Theory]
    [InlineData("all", "resized-crop, horizontal-flip, color-jiggle, greyscale", 14, 21)]
    [InlineData("no-color", "resized-crop, horizontal-flip", 14, 21)]
    [InlineData("no-crop", "centre-crop, horizontal-flip, color-jiggle, greyscale", 14, 21)]
    [InlineData("none", "centre-crop", 14, 21)]
    [InlineData("crop-flip", "resized-crop, horizontal-flip", 16, 24)]
    [InlineData("all-full-size", "resized-crop, horizontal-flip, color-jiggle, greyscale", 16, 24)]
    public void Sets_hold_what_the_paper_says_in_its_order(string name, string steps, int height, int width)
    {
        var set = AugmentationRegistry.All.Find(name).Create(Images);
        Assert.Equal(steps, string.Join(", ", set.Pipeline.Steps.Select(step => step.Name)));
        Assert.Equal((height, width), (set.ViewHeight, set.ViewWidth));
    }

    [Theory]
    [InlineData(128, 112)]
    [InlineData(32, 28)]
    [InlineData(1, 1)]
    public void Views_of_the_papers_sets_have_seven_eighths_of_the_side(int side, int view) =>
        Assert.Equal(view, AugmentationRegistry.All.Find("none").Create(new ImageShape(3, side, side)).ViewHeight);

    [Fact]
    public void Crop_flip_is_to_the_bit_what_it_was_before_there_were_names()
    {
        using var scope = NewDisposeScope();
        var images = ColorBatch.Create(8, 3, 16, 24);
        var named = new StandardAugmentationOptions("crop-flip") { MinimumCropScale = 0.3 }.Create(Images).Pipeline.Apply(images, Draws);
        var steps = new AugmentationPipeline(new RandomResizedCrop(16, 24, 0.3), new RandomHorizontalFlip()).Apply(images, Draws);
        Assert.True(named.equal(steps).all().item<bool>());
    }

    [Theory]
    [InlineData("all")]
    [InlineData("crop-flip")]
    [InlineData("no-crop")]
    public void Without_flip_there_is_none(string name) => Assert.DoesNotContain(
        new StandardAugmentationOptions(name) { HorizontalFlip = false }.Create(Images).Pipeline.Steps, step => step is RandomHorizontalFlip);

    [Fact]
    public void The_flavour_chooses_the_jitter() => Assert.Contains(
        new StandardAugmentationOptions("all") { ColorJitter = ColorJitterFlavour.Torchvision }.Create(Images).Pipeline.Steps,
        step => step is ColorJitter);

    [Fact]
    public void An_unknown_name_is_an_error_that_lists_the_known_ones()
    {
        Func<object>[] asked = [() => AugmentationRegistry.All.Find("simclr"), () => new StandardAugmentationOptions("simclr")];
        Assert.All(asked, ask => Assert.StartsWith(
            "There is no augmentation 'simclr'. Available: all, all-full-size, crop-flip, no-color, no-crop, none.", Assert.Throws<ArgumentException>(ask).Message));
    }

    [Fact]
    public void Images_without_a_side_are_refused() => Assert.All<ImageShape>(
        [Images with { Height = 0 }, Images with { Width = 0 }],
        shape => Assert.Throws<ArgumentOutOfRangeException>(() => AugmentationRegistry.All.Find("all").Create(shape)));

    [Fact]
    public void Options_are_checked() => Assert.Equal(
        "MinimumCropScale (--minimum-crop) is 0; it is in (0, 1].",
        Assert.Throws<SettingsException>(() => new StandardAugmentationOptions("all") { MinimumCropScale = 0 }.Create(Images)).Message);
}
