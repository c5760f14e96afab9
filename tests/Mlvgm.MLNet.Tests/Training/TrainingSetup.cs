using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.Sources;
using Mlvgm.MLNet.Views;
using Mlvgm.Testing.Torch.Generators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Training;

/// <summary>A tiny network with everything that it takes to train it.</summary>
sealed class TrainingSetup : IDisposable
{
    static readonly AugmentationPipeline Augmentation = new(
        new RandomResizedCrop(16, 16, 0.6), new Normalization([0.5f, 0.5f, 0.5f], [0.1f, 0.1f, 0.1f]));

    readonly TinyGenerator _generator = new();
    readonly Backbone _backbone;

    public TrainingSetup(string framework = "SimSiam")
    {
        _backbone = new ResNetOptions("resnet10") { Width = 4 }.Create(new BackboneInput(new ImageShape(3, 16, 16)));
        Framework = FrameworkRegistry.All.Find(framework).Create(new FrameworkInput(_backbone.FeatureWidth, _backbone.Copy));
        Views = new ContinuousSamplingSource(_generator, Random(_generator), seed: 3, rowsPerEpoch: 70);
    }

    public static TrainingOptions Options { get; } = new() { BatchSize = 16, Steps = 12, LearningRate = 0.5, Seed = 1, WarmupSteps = 2 };

    public nn.Module<Tensor, Tensor> Encoder => _backbone.Network;

    public ISelfSupervisedFramework Framework { get; set; }

    public IViewSource Views { get; set; }

    /// <summary>Every number of encoder and heads, buffers too.</summary>
    public IReadOnlyList<double> State =>
    [
        .. new[] { Encoder, Framework.Heads }.SelectMany(module => module.state_dict().Values)
            .SelectMany(value => value.detach().to(float64).contiguous().data<double>().ToArray()),
    ];

    public static ViewStrategy Random(TinyGenerator generator) =>
        ViewStrategy.Uniform(generator.Layout, new RandomPerturbation(new TruncatedNormal(0, 0.2, 2)));

    public TrainingResult Train(TrainingOptions options, CancellationToken cancellation = default) =>
        new EncoderTrainer(Encoder, Framework, Views, Augmentation, options).Run(CPU, cancellation);

    public void Dispose()
    {
        Views.Dispose();
        Encoder.Dispose();
        Framework.Heads.Dispose();
        _generator.Dispose();
    }
}
