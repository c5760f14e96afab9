using System.Text.Json.Serialization;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Losses;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Measurement;

/// <summary>
/// How latents are measured. One set of options holds for every level of a measurement, so that all have the same K, temperature and
/// learning rates: magnitudes at γ depend on those (docs/method/measurement.md#what-magnitudes-depend-on). The defaults are the paper's and its code's;
/// <see cref="For"/> gives those for a generator's images.
/// </summary>
/// <example>See <c>examples/ApiTour/Measuring.cs</c>.</example>
public sealed record MeasurementOptions : ISettings
{
    /// <summary>
    /// What is measured, a level each: names of latents or groups, or ranges such as <c>z1..z5</c>. Empty takes every group of a generator
    /// that has groups, else every latent.
    /// </summary>
    [Setting("Latents, groups or ranges to measure, between commas; all when empty.", Placeholder = "LEVEL,...")]
    public IReadOnlyList<string> Levels { get; init; } = [];

    /// <summary>
    /// γ on the <see cref="PaperScale"/>: a level's walker is taken where the smoothed loss, having fallen, rises through it.
    /// </summary>
    [Setting("The threshold, on the paper's scale (nats x temperature / 0.07).", Option = "gamma", Above = 0)]
    public double GammaPaperScale { get; init; } = 1;

    /// <summary>The share of γ below which the smoothed loss must first fall; in (0, 1). An untrained encoder's loss is far above γ.</summary>
    [Setting("The share of the threshold below which the loss must first fall.", Placeholder = "SHARE", Above = 0, Below = 1)]
    public double DipShare { get; init; } = 0.3;

    /// <summary>
    /// Whether the walker keeps still until the loss has fallen below the dip, so that every level starts from an encoder that knows identical
    /// views. In the paper's code both begin at once; with the larger rates of small images a walker of a wide level outruns the untrained
    /// encoder, and the loss never falls.
    /// </summary>
    [Setting("Whether the walker keeps still until the loss has fallen so far.")]
    public bool WalkerWaitsForDip { get; init; }

    /// <summary>Iterations over which the loss is smoothed, exponentially: each weighs 1/this. 1 switches smoothing off.</summary>
    [Setting("Iterations over which the loss is smoothed; 1 for none.", Minimum = 1)]
    public int SmoothingIterations { get; init; } = 10;

    /// <summary>A level whose loss has not reached γ after so many iterations is degenerate.</summary>
    [Setting("Iterations after which a level is degenerate.", Option = "max-iterations", Minimum = 1)]
    public int MaximumIterations { get; init; } = 16_000;

    /// <summary>K: pairs of views in a batch; 2 or more.</summary>
    [Setting("K, pairs of views in a batch.", Minimum = 2, Because = "with one pair, InfoNCE has no negative and is always 0")]
    public int Pairs { get; init; } = 64;

    /// <summary>τ of InfoNCE.</summary>
    [Setting("The temperature of InfoNCE.", Placeholder = "T", Above = 0)]
    public double Temperature { get; init; } = 0.1;

    /// <summary>Adam's rate for the walker.</summary>
    [Setting("Adam's learning rate of the walker, for every level.", Option = "walker-rate", Placeholder = "RATE", Above = 0)]
    public double WalkerLearningRate { get; init; } = 8e-5;

    /// <summary>Adam's rate for the encoder f.</summary>
    [Setting("Adam's learning rate of the encoder, for every level.", Option = "encoder-rate", Placeholder = "RATE", Above = 0)]
    public double EncoderLearningRate { get; init; } = 5e-5;

    /// <summary>The backbone of f; see <see cref="ResNetOptions.Names"/>.</summary>
    [Setting("The encoder: resnet10, resnet18, resnet34 or resnet50.", Placeholder = "NAME")]
    public string Backbone { get; init; } = ResNetOptions.DefaultName;

    /// <summary>Channels after the first layer of f; 64 is the standard network.</summary>
    [Setting("Channels after the encoder's first layer.", Minimum = 1)]
    public int EncoderWidth { get; init; } = 64;

    /// <summary>The side of the central part of an image that f sees, as a share of the whole, in (0, 1]; 1 takes the whole image.</summary>
    [Setting("The side of the central part of an image that the encoder sees, as a share of the whole.", Placeholder = "SHARE", Above = 0, Maximum = 1)]
    public double CropShare { get; init; } = StandardAugmentationOptions.ViewShare;

    /// <summary>Latents that are sent through each trained walker to measure its perturbation.</summary>
    [Setting("Latents that are sent through each walker.", Option = "monte-carlo", Minimum = 2)]
    public int MonteCarloSamples { get; init; } = 100_000;

    /// <summary>The most iterations by which f is refitted at the frozen walker; fewer where the loss no longer falls. 0 for no refit.</summary>
    [Setting("The most iterations of the refit; 0 for none.", Minimum = 0)]
    public int RefitIterations { get; init; } = 1000;

    /// <summary>
    /// Iterations of a new encoder on views that differ by drawing the level's latents anew, the same for every level. 0 for no such measure.
    /// </summary>
    [Setting("Iterations of an encoder on views whose level is drawn anew; 0 for none.", Minimum = 0)]
    public int ResampleIterations { get; init; } = 1000;

    /// <summary>Fresh batches of K pairs over which held-out losses are averaged.</summary>
    [Setting("Fresh batches behind each held-out loss.", Minimum = 1)]
    public int HeldOutBatches { get; init; } = 64;

    /// <summary>Iterations between checkpoints.</summary>
    [Setting("Iterations between checkpoints.", Minimum = 1, IsFree = true)]
    public int CheckpointEvery { get; init; } = 100;

    /// <summary>The seed of every draw. A level's result is a function of the options and its name, not of the levels beside it.</summary>
    [Setting("Seed of every random draw.")]
    public ulong Seed { get; init; }

    /// <summary><c>auto</c>, <c>cpu</c> or <c>cuda:N</c>.</summary>
    [DeviceSetting]
    public string Device { get; init; } = DeviceChoice.Auto;

    /// <summary>Called on the measuring thread after every iteration.</summary>
    [JsonIgnore]
    public Action<MeasurementProgress>? Progress { get; init; }

    /// <summary>γ in nats.</summary>
    public double Gamma => PaperScale.ToTrue(GammaPaperScale, Temperature);

    /// <summary>The walker's rate over the encoder's, on which the measured magnitudes depend; 1.6 in the paper's code.</summary>
    public double LearningRateRatio => WalkerLearningRate / EncoderLearningRate;

    /// <summary>log(2K - 1): the most mutual information, in nats, that K pairs can show.</summary>
    public double Ceiling => InfoNce.Ceiling(Pairs);

    /// <summary>
    /// The defaults for images of <paramref name="shape"/>: the paper's above 64 pixels a side; else the whole image, a narrower encoder,
    /// larger learning rates at the paper's ratio of 1.6, since a small encoder learns small images in fewer iterations, and a walker that waits.
    /// </summary>
    public static MeasurementOptions For(ImageShape shape) => Stems.For(shape.Height, shape.Width) == Stem.ImageNet ? new() : new()
    {
        CropShare = 1,
        WalkerWaitsForDip = true,
        EncoderWidth = 8,
        WalkerLearningRate = 8e-4,
        EncoderLearningRate = 5e-4,
        MaximumIterations = 1500,
        RefitIterations = 500,
        ResampleIterations = 500,
    };

    /// <inheritdoc/>
    public void Check(Violations violations)
    {
        ArgumentNullException.ThrowIfNull(violations);
        violations.Require(ResNetOptions.Names.Contains(Backbone, StringComparer.OrdinalIgnoreCase),
            $"Backbone (--backbone) is '{Backbone}'; available: {string.Join(", ", ResNetOptions.Names)}.");
        if (Pairs < 2 || !double.IsFinite(Gamma)) return;
        violations.Require(Gamma < Ceiling, FormattableString.Invariant(
            $"GammaPaperScale (--gamma) is {GammaPaperScale:g4}, which is {Gamma:f3} nats, but the loss of {Pairs} pairs is at most ") +
            FormattableString.Invariant($"log(2 x {Pairs} - 1) = {Ceiling:f3} nats, {PaperScale.FromTrue(Ceiling, Temperature):f3} on that scale."));
    }
}
