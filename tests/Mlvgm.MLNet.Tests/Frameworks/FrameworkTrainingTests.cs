using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Frameworks.Byol;
using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.MoCoV3;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.Sources;
using Mlvgm.MLNet.Views;
using Mlvgm.Testing.Torch.Generators;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Frameworks;

/// <summary>What the trainer promises, for every framework of the registry.</summary>
public class FrameworkTrainingTests
{
    public static TheoryData<string> Names => [.. FrameworkRegistry.All.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Training_lowers_the_loss_without_collapse(string name)
    {
        var reports = new List<TrainingProgress>();
        var (result, _) = Train(name, steps: 25, progress: reports.Add);
        Assert.False(result.Spread.Collapsed);
        // A cross-entropy against a teacher rises with the teacher's entropy, while the student follows.
        if (name != "DINO") Assert.True(result.Loss < reports[0].Loss - 0.03, $"from {reports[0].Loss} to {result.Loss}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Equal_seeds_give_equal_bytes(string name)
    {
        float[] weights = Train(name, steps: 2).Weights;
        Assert.Equal(weights, Train(name, steps: 2).Weights);
        Assert.NotEqual(weights, Train(name, steps: 2, seed: 2).Weights);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_number_of_live_tensors_is_the_same_after_every_step(string name)
    {
        var live = new List<long>();
        Train(name, steps: 6, live: live);
        Assert.Equal(6, live.Count);
        Assert.Single(live.Skip(1).Distinct());
    }

    static (TrainingResult Result, float[] Weights) Train(
        string name, int steps, ulong seed = 1, Action<TrainingProgress>? progress = null, List<long>? live = null)
    {
        using var generator = new TinyGenerator();
        var strategy = ViewStrategy.Uniform(generator.Layout, new RandomPerturbation(new TruncatedNormal(0, 0.2, 2)));
        using var views = new CountingSource(new ContinuousSamplingSource(generator, strategy, seed: 3), live ?? []);
        var augmentation = new AugmentationPipeline(
            new RandomResizedCrop(16, 16, 0.6), new Normalization([0.5f, 0.5f, 0.5f], [0.1f, 0.1f, 0.1f]));
        var backbone = new ResNetOptions("resnet10") { Width = 4 }.Create(new BackboneInput(new ImageShape(3, 16, 16)));
        using var network = backbone.Network;
        var framework = Fast(FrameworkRegistry.All.Find(name)).Create(new FrameworkInput(backbone.FeatureWidth, backbone.Copy));
        using var heads = framework.Heads;
        var options = new TrainingOptions { BatchSize = 16, Steps = steps, LearningRate = RateOf(name), Seed = seed, Progress = progress };
        var result = new EncoderTrainer(network, framework, views, augmentation, options).Run(CPU);
        var weights = network.parameters().Concat(heads.parameters());
        return (result, [.. weights.SelectMany(weight => weight.detach().contiguous().data<float>().ToArray())]);
    }

    /// <summary>A momentum encoder that follows in the few steps of a test.</summary>
    static FrameworkOptions Fast(FrameworkOptions options) => options switch
    {
        ByolOptions byol => byol with { TargetMomentum = 0.9 },
        MoCoV3Options moco => moco with { TargetMomentum = 0.9, Temperature = 0.2 },
        _ => options,
    };

    /// <summary>Losses of another scale need another rate: VICReg's terms are weighted by 25.</summary>
    static double RateOf(string name) => name switch { "VICReg" => 0.1, "MoCoV3" => 1, _ => 2 };

    sealed class CountingSource(IViewSource inner, List<long> live) : IViewSource
    {
        public ImageShape ImageShape => inner.ImageShape;

        public ViewBatch Next(int batchSize, Device device)
        {
            live.Add(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
            return inner.Next(batchSize, device);
        }

        public void MoveTo(ViewPosition position) => inner.MoveTo(position);

        public void Dispose() => inner.Dispose();
    }
}
