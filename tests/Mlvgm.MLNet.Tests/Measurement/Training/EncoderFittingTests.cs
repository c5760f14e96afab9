using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Losses;
using Mlvgm.MLNet.Measurement.Training;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Views;
using Mlvgm.Testing.Torch.Generators;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Measurement.Training;

public class EncoderFittingTests
{
    static readonly ImageShape Grey = new(1, 8, 8);

    [Fact]
    public void Features_have_length_1_and_the_papers_width()
    {
        using var scope = NewDisposeScope();
        using var fitting = new EncoderFitting(Grey, SmallMeasurement.Options, seed: 1, CPU);
        var features = fitting.Encoder.forward(Images(6, 0.3));
        Assert.Equal([6, 128], features.shape);
        Assert.True((features.norm(1) - 1).abs().max().item<float>() < 1e-5);
    }

    [Fact]
    public void Only_the_centre_of_an_image_is_seen()
    {
        using var scope = NewDisposeScope();
        using var fitting = new EncoderFitting(Grey, SmallMeasurement.Options with { CropShare = 0.5 }, seed: 1, CPU);
        var (images, framed) = (Images(4, 0.3), Images(4, 0.3));
        framed[.., .., ..2, ..] = 1;
        framed[.., .., .., 6..] = 0;
        Assert.Equal(0, (fitting.Encoder.forward(images) - fitting.Encoder.forward(framed)).abs().max().item<float>());
        framed[.., .., 2..3, 2..3] = 1;
        Assert.NotEqual(0, (fitting.Encoder.forward(images) - fitting.Encoder.forward(framed)).abs().max().item<float>());
    }

    [Fact]
    public void The_images_gradient_is_that_of_finite_differences_and_the_encoder_is_left_as_it_was()
    {
        using var scope = NewDisposeScope();
        using var fitting = new EncoderFitting(Grey, SmallMeasurement.Options, seed: 1, CPU);
        fitting.Encoder.to(ScalarType.Float64);
        var before = fitting.Encoder.parameters().Select(parameter => parameter.clone()).ToList();
        var (anchors, positives) = (Images(4, 0.3).to(ScalarType.Float64), Images(4, 0.7).to(ScalarType.Float64));
        var gradient = fitting.ImageGradient(anchors, positives).Gradient;
        const double Step = 1e-6;
        foreach (var (image, row, column) in new[] { (0, 1, 2), (3, 6, 7) })
        {
            double high = LossAt(Step), low = LossAt(-Step);
            Assert.Equal((high - low) / (2 * Step), gradient[image, 0, row, column].item<double>(), 6);

            double LossAt(double change)
            {
                var moved = positives.clone();
                moved[image, 0, row, column].add_(change);
                return fitting.Loss(anchors, moved).item<double>();
            }
        }
        foreach (var (now, then) in fitting.Encoder.parameters().Zip(before))
        {
            Assert.Equal(0, (now - then).abs().max().item<double>());
            Assert.Null(now.grad);
        }
    }

    [Fact]
    public void The_loss_of_an_untrained_encoder_falls_on_identical_views()
    {
        using var scope = NewDisposeScope();
        using var fitting = new EncoderFitting(Grey, SmallMeasurement.Options, seed: 1, CPU);
        var images = Images(16, 0.9);
        double first = fitting.Step(images, images);
        for (int i = 0; i < 20; i++) fitting.Step(images, images);
        Assert.True(fitting.Step(images, images) < first / 2);
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(2.0)]
    public void Resampled_noise_shows_most_of_the_information_that_is_there_and_not_more(double deviation)
    {
        using var generator = new GaussianGenerator(deviation);
        var options = SmallMeasurement.Options with { Levels = ["noise"], Pairs = 32, HeldOutBatches = 40 };
        double loss = new LatentMeasurement(generator, options).MeasureResampling("noise", 120);
        double bound = InfoNce.Ceiling(32) - loss, truth = generator.InformationWithNewNoise;
        Assert.InRange(bound, 0.5 * truth - 0.05, truth + 0.1);
    }

    [Fact]
    public void Pairs_never_repeat_and_are_a_function_of_seed_and_iteration()
    {
        using var scope = NewDisposeScope();
        using var generator = new GaussianGenerator(deviation: 1);
        LevelPairs Pairs(ulong seed) => new(generator, ViewStrategy.PerLatent("resample", ("noise", new ResamplePerturbation())), 4, seed);
        var (anchors, positives) = Pairs(1).At(3);
        Assert.Equal(0, (anchors - Pairs(1).At(3).Anchors).abs().max().item<float>());
        Assert.NotEqual(0, (anchors - Pairs(1).At(4).Anchors).abs().max().item<float>());
        Assert.NotEqual(0, (anchors - Pairs(2).At(3).Anchors).abs().max().item<float>());
        Assert.NotEqual(0, (anchors - positives).abs().min().item<float>());
    }

    static Tensor Images(int count, double step) =>
        ((arange(count * 64, ScalarType.Float64) * step).sin() * 0.5 + 0.5).to(ScalarType.Float32).reshape(count, 1, 8, 8);
}
