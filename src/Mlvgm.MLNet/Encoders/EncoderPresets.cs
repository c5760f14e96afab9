using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Torch.Augmentation;

namespace Mlvgm.MLNet.Encoders;

/// <summary>
/// The paper's settings by name (docs/method/frameworks.md): framework, backbone, T_x, optimisation, and the length of 100 epochs. Its NVAE encoders are not
/// here, since neither paper nor code gives their settings. A new preset is a line.
/// </summary>
public static class EncoderPresets
{
    const int Epochs = 100;

    // Of ImageNet's pixels, as the paper's code normalises with.
    static readonly float[] ImageNetMean = [0.485f, 0.456f, 0.406f];
    static readonly float[] ImageNetDeviation = [0.229f, 0.224f, 0.225f];

    /// <summary>Every preset.</summary>
    public static IReadOnlyList<EncoderPreset> All { get; } =
    [
        new("paper-bigbigan", "SimSiam on views of BigBiGAN: batches of 1024, 10 epochs of warm-up", options =>
        {
            SimSiam(options, batchSize: 1024, stepsPerEpoch: 1251, augmentation: "all");
            options.WarmupSteps = 10 * 1251;
        }),
        new("paper-stylegan2", "SimSiam on views of StyleGAN2: batches of 512", options =>
            SimSiam(options, batchSize: 512, stepsPerEpoch: 1744, augmentation: "all")),
        new("paper-stylegan2-byol", "BYOL on the same: no block starts as the identity", options =>
        {
            SimSiam(options, batchSize: 512, stepsPerEpoch: 1744, augmentation: "all");
            options.Framework = "BYOL";
            options.ZeroInitialResiduals = false;
            (options.TargetMomentum, options.TargetMomentumSchedule) = (0.996, MomentumSchedule.Constant);
        }),
        new("paper-simclr", "SimCLR on views of BigBiGAN: batches of 224", options =>
        {
            SimSiam(options, batchSize: 224, stepsPerEpoch: 1_300_000 / 224, augmentation: "all-full-size");
            (options.Framework, options.Temperature) = ("SimCLR", 0.1);
            options.ColorJitter = ColorJitterFlavour.Torchvision;
            (options.LearningRate, options.FinalLearningRateShare) = (0.03, 1e-3);
        }),
    ];

    /// <summary>New options with a preset's values.</summary>
    /// <param name="name">The preset's name, in any case.</param>
    /// <exception cref="ArgumentException">There is no such preset; the message lists those there are.</exception>
    public static SelfSupervisedEncoderEstimator.Options Create(string name)
    {
        var options = new SelfSupervisedEncoderEstimator.Options();
        Find(name).Apply(options);
        return options;
    }

    /// <summary>The preset called <paramref name="name"/>, in any case.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static EncoderPreset Find(string name) =>
        All.FirstOrDefault(preset => preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new ArgumentException(
            $"There is no preset '{name}'. Available: {string.Join(", ", All.Select(preset => preset.Name))}.", nameof(name));

    /// <summary>What the presets share: the paper's SimSiam (docs/method/frameworks.md#simsiam).</summary>
    static void SimSiam(SelfSupervisedEncoderEstimator.Options options, int batchSize, int stepsPerEpoch, string augmentation)
    {
        options.Framework = "SimSiam";
        (options.Backbone, options.Width, options.ZeroInitialResiduals) = ("resnet50", 64, true);
        (options.Augmentation, options.ColorJitter, options.MinimumCropScale) = (augmentation, ColorJitterFlavour.Kornia, 0.2);
        (options.Mean, options.StandardDeviation) = (ImageNetMean, ImageNetDeviation);
        (options.BatchSize, options.Steps, options.WarmupSteps) = (batchSize, Epochs * stepsPerEpoch, 0);
        (options.LearningRate, options.Momentum, options.WeightDecay, options.FinalLearningRateShare) = (0.05, 0.9, 1e-4, 0.1);
    }
}
