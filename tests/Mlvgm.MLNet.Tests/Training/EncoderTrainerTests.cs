using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.SimClr;
using Mlvgm.MLNet.Frameworks.SimSiam;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.Sources;
using Mlvgm.MLNet.Views;
using Mlvgm.Testing.Torch.Generators;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Tests.Training;

public class EncoderTrainerTests
{
    static readonly AugmentationPipeline Augmentation = new(
        new RandomResizedCrop(16, 16, 0.6), new Normalization([0.5f, 0.5f, 0.5f], [0.1f, 0.1f, 0.1f]));
    static readonly TrainingOptions Options = new() { BatchSize = 16, Steps = 30, LearningRate = 4, Seed = 1 };

    [Fact]
    public void Training_lowers_the_loss()
    {
        var reports = new List<TrainingProgress>();
        var result = Train(Options with { Steps = 80, Progress = reports.Add });
        Assert.Equal((80, false), (result.Steps, result.Cancelled));
        Assert.True(result.Loss < reports[0].Loss - 0.1, $"from {reports[0].Loss} to {result.Loss}");
        Assert.Equal((1, 80), (reports[0].Step, reports[^1].Step));
        Assert.InRange(result.GenerationShare, 0.001, 0.999);
        Assert.False(result.Spread.Collapsed);
    }

    [Fact]
    public void Equal_seeds_give_equal_bytes()
    {
        var options = Options with { Steps = 5 };
        Assert.Equal(Weights(options), Weights(options));
        Assert.NotEqual(Weights(options), Weights(options with { Seed = 2 }));
    }

    [Fact]
    public void Cancelling_keeps_what_was_learned()
    {
        using var cancellation = new CancellationTokenSource();
        var options = Options with { Steps = 1_000_000, Progress = _ => cancellation.Cancel() };
        var result = Train(options, cancellation: cancellation.Token);
        Assert.Equal((1, true), (result.Steps, result.Cancelled));
    }

    [Fact]
    public void A_loss_that_is_not_a_number_stops_the_run_and_names_the_step()
    {
        using var source = new BrokenSource(healthyBatches: 2);
        var error = Assert.Throws<InvalidOperationException>(() => Train(Options, source));
        Assert.StartsWith("The loss of SimSiam is NaN at step 3 of 30", error.Message);
    }

    [Fact]
    public void No_step_leaves_the_encoder_as_it_was()
    {
        var result = Train(Options with { Steps = 0 });
        Assert.Equal((0, false), (result.Steps, result.Cancelled));
    }

    [Fact]
    public void The_number_of_live_tensors_is_the_same_after_every_step()
    {
        var live = new List<long>();
        using var generator = new TinyGenerator();
        using var source = new ContinuousSamplingSource(generator, Random(generator), seed: 3);
        using var counting = new CountingSource(source, live);
        Train(Options with { Steps = 6 }, counting);
        Assert.Single(live.Skip(1).Distinct());
    }

    [Fact]
    public void Heads_of_another_width_than_the_encoder_are_refused_before_training()
    {
        using var generator = new TinyGenerator();
        using var source = new ContinuousSamplingSource(generator, Random(generator), seed: 3);
        using var network = new ResNetOptions("resnet10") { Width = 4 }.Create(new BackboneInput(new ImageShape(3, 16, 16))).Network;
        var framework = new SimClrOptions().Create(new FrameworkInput(33, () => nn.Identity()));
        using var heads = framework.Heads;
        var error = Assert.Throws<ArgumentException>(() => new EncoderTrainer(network, framework, source, Augmentation, Options).Run(CPU));
        Assert.Equal(
            "The encoder turns images of 3x16x16 into [batch, 32], but the heads of SimCLR are made for features of [batch, 33].", error.Message);
        Assert.Empty(generator.Decoded);
    }

    [Fact]
    public void A_batch_of_one_is_refused_because_of_batch_normalisation()
    {
        var error = Assert.Throws<SettingsException>(() => Train(Options with { BatchSize = 1 }));
        Assert.Contains("BatchSize (--batch) is 1; it is 2 or more: batch normalisation has no variance", error.Message);
    }

    static ViewStrategy Random(IGenerator generator) =>
        ViewStrategy.Uniform(generator.Layout, new RandomPerturbation(new TruncatedNormal(0, 0.2, 2)));

    static TrainingResult Train(TrainingOptions options, IViewSource? source = null, CancellationToken cancellation = default) =>
        TrainNetwork(options, source, cancellation).Result;

    static float[] Weights(TrainingOptions options) => TrainNetwork(options).Weights;

    static (TrainingResult Result, float[] Weights) TrainNetwork(
        TrainingOptions options, IViewSource? source = null, CancellationToken cancellation = default)
    {
        using var generator = new TinyGenerator();
        using var views = source ?? new ContinuousSamplingSource(generator, Random(generator), seed: 3);
        var backbone = new ResNetOptions("resnet10") { Width = 4 }.Create(new BackboneInput(new ImageShape(3, 16, 16)));
        using var network = backbone.Network;
        var framework = new SimSiamOptions().Create(new FrameworkInput(backbone.FeatureWidth, backbone.Copy));
        using var heads = framework.Heads;
        var result = new EncoderTrainer(network, framework, views, Augmentation, options).Run(CPU, cancellation);
        Assert.False(network.training);
        return (result, [.. network.parameters().SelectMany(weight => weight.detach().contiguous().data<float>().ToArray())]);
    }

    sealed class BrokenSource(int healthyBatches) : IViewSource
    {
        int _batches;

        public ImageShape ImageShape => new(3, 16, 16);

        public ViewBatch Next(int batchSize, Device device)
        {
            var images = _batches++ < healthyBatches ? rand(batchSize, 3, 16, 16) : full([batchSize, 3, 16, 16], float.NaN);
            return new ViewBatch(images, images, 0, 0);
        }

        public void MoveTo(ViewPosition position) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }

    sealed class CountingSource(IViewSource inner, List<long> live) : IViewSource
    {
        public ImageShape ImageShape => inner.ImageShape;

        public ViewBatch Next(int batchSize, Device device)
        {
            live.Add(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
            return inner.Next(batchSize, device);
        }

        public void MoveTo(ViewPosition position) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
