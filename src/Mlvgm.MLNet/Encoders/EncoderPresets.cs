using Mlvgm.MLNet.Frameworks.Byol;
using Mlvgm.MLNet.Frameworks.SimClr;
using Mlvgm.MLNet.Frameworks.SimSiam;
using Mlvgm.MLNet.Registries;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;

namespace Mlvgm.MLNet.Encoders;

/// <summary>
/// The paper's settings by name (docs/method/frameworks.md): framework, backbone, T_x, optimisation, and the length of 100 epochs. Its NVAE encoders are not
/// here, since neither paper nor code gives their settings. A new preset is a line.
/// </summary>
/// <example>See <c>examples/ApiTour/MonitoredTraining.cs</c>.</example>
public static class EncoderPresets
{
    const int Epochs = 100;

    // Of ImageNet's pixels, as the paper's code normalises with.
    static readonly float[] ImageNetMean = [0.485f, 0.456f, 0.406f];
    static readonly float[] ImageNetDeviation = [0.229f, 0.224f, 0.225f];

    /// <summary>Every preset.</summary>
    public static Registry<EncoderPreset> All { get; } = Of(
        new("paper-bigbigan", "SimSiam on views of BigBiGAN: batches of 1024, 10 epochs of warm-up", options =>
            SimSiam(options, batchSize: 1024, stepsPerEpoch: 1251, warmupEpochs: 10)),
        new("paper-stylegan2", "SimSiam on views of StyleGAN2: batches of 512", options =>
            SimSiam(options, batchSize: 512, stepsPerEpoch: 1744)),
        new("paper-stylegan2-byol", "BYOL on the same: no block starts as the identity", options =>
            SimSiam(options, batchSize: 512, stepsPerEpoch: 1744) with { Framework = new ByolOptions(), Backbone = ResNet50 with { ZeroInitialResiduals = false } }),
        new("paper-simclr", "SimCLR on views of BigBiGAN: batches of 224", options =>
        {
            var preset = SimSiam(options, batchSize: 224, stepsPerEpoch: 1_300_000 / 224);
            return preset with
            {
                Framework = new SimClrOptions(),
                Augmentation = new StandardAugmentationOptions("all-full-size") { ColorJitter = ColorJitterFlavour.Torchvision },
                Training = preset.Training with { LearningRate = 0.03, FinalLearningRateShare = 1e-3 },
            };
        }));

    /// <summary>New options with a preset's values.</summary>
    /// <param name="name">The preset's name, in any case.</param>
    /// <exception cref="ArgumentException">There is no such preset; the message lists those there are.</exception>
    public static SelfSupervisedEncoderEstimator.Options Create(string name) => All.Find(name).Apply(new SelfSupervisedEncoderEstimator.Options());

    static Registry<EncoderPreset> Of(params IEnumerable<EncoderPreset> presets)
    {
        var registry = new Registry<EncoderPreset>("preset");
        foreach (var preset in presets) registry.Register(preset.Name, preset);
        return registry;
    }

    static ResNetOptions ResNet50 => new("resnet50");

    /// <summary>What the presets share: the paper's SimSiam (docs/method/frameworks.md#simsiam). Seed and run are the caller's.</summary>
    static SelfSupervisedEncoderEstimator.Options SimSiam(
        SelfSupervisedEncoderEstimator.Options options, int batchSize, int stepsPerEpoch, int warmupEpochs = 0) => options with
        {
            Framework = new SimSiamOptions(),
            Backbone = ResNet50,
            Augmentation = new StandardAugmentationOptions("all"),
            Images = options.Images with { Mean = ImageNetMean, StandardDeviation = ImageNetDeviation },
            Training = options.Training with
            {
                BatchSize = batchSize,
                Steps = Epochs * stepsPerEpoch,
                WarmupSteps = warmupEpochs * stepsPerEpoch,
                LearningRate = 0.05,
                Momentum = 0.9,
                WeightDecay = 1e-4,
                FinalLearningRateShare = 0.1,
            },
        };
}

/// <summary>Settings under a name.</summary>
/// <param name="Name">The name, such as <c>paper-bigbigan</c>.</param>
/// <param name="Description">What they are, in a line.</param>
/// <param name="Apply">Options with these values; seed, device and run are those that were given.</param>
/// <example>See <c>examples/ApiTour/MonitoredTraining.cs</c>.</example>
public sealed record EncoderPreset(string Name, string Description, Func<SelfSupervisedEncoderEstimator.Options, SelfSupervisedEncoderEstimator.Options> Apply);
