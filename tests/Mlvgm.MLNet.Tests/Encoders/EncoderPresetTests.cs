using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;

namespace Mlvgm.MLNet.Tests.Encoders;

public sealed class EncoderPresetTests
{
    [Theory]
    [InlineData("paper-bigbigan", "SimSiam", 1024, 0.2, 12_510, 125_100, 0.02, true)]
    [InlineData("paper-stylegan2", "SimSiam", 512, 0.1, 0, 174_400, 0.01, true)]
    [InlineData("PAPER-StyleGAN2-BYOL", "BYOL", 512, 0.1, 0, 174_400, 0.01, false)]
    [InlineData("paper-simclr", "SimCLR", 224, 0.02625, 0, 580_300, 0.02625e-3, true)]
    public void A_preset_has_the_papers_numbers(
        string name, string framework, int batchSize, double peak, int warmup, int steps, double last, bool zeroInitialResiduals)
    {
        var options = EncoderPresets.Create(name);
        var (backbone, views, training) = ((ResNetOptions)options.Backbone, (StandardAugmentationOptions)options.Augmentation, options.Training);
        Assert.Equal((framework, "resnet50", 64), (options.Framework.Name, backbone.Name, backbone.Width));
        Assert.Equal((batchSize, warmup, steps), (training.BatchSize, training.WarmupSteps, training.Steps));
        double rate = training.LearningRate * training.BatchSize / 256;
        Assert.Equal(peak, rate, 12);
        Assert.Equal(last, rate * training.FinalLearningRateShare, 12);
        Assert.Equal((0.9, 1e-4, zeroInitialResiduals), (training.Momentum, training.WeightDecay, backbone.ZeroInitialResiduals));
        Assert.Equal((framework == "SimCLR" ? "all-full-size" : "all", 0.2), (views.Name, views.MinimumCropScale));
        Assert.Equal([0.485f, 0.456f, 0.406f], options.Images.Mean);
        Assert.Equal([0.229f, 0.224f, 0.225f], options.Images.StandardDeviation);
    }

    [Fact]
    public void An_unknown_preset_is_an_error_that_lists_the_known_ones() => Assert.Contains(
        "There is no preset 'paper'. Available: paper-bigbigan,", Assert.Throws<ArgumentException>(() => EncoderPresets.Create("paper")).Message);
}
