using System.Text.Json;
using System.Text.Json.Serialization;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Losses;
using Mlvgm.MLNet.Torch.Backbones;

namespace Mlvgm.MLNet.Measurement;

/// <summary>
/// How latents are measured. One set of options holds for every level of a measurement, so that all have the same K, temperature and
/// learning rates: magnitudes at γ depend on those (docs/method/measurement.md#what-magnitudes-depend-on). The defaults are the paper's and its code's;
/// <see cref="For"/> gives those for a generator's images.
/// </summary>
public sealed record MeasurementOptions
{
    /// <summary>
    /// What is measured, a level each: names of latents or groups, or ranges such as <c>z1..z5</c>. Empty takes every group of a generator
    /// that has groups, else every latent.
    /// </summary>
    public IReadOnlyList<string> Levels { get; init; } = [];

    /// <summary>
    /// γ on the <see cref="PaperScale"/>: a level's walker is taken where the smoothed loss, having fallen, rises through it.
    /// </summary>
    public double GammaPaperScale { get; init; } = 1;

    /// <summary>The share of γ below which the smoothed loss must first fall; in (0, 1). An untrained encoder's loss is far above γ.</summary>
    public double DipShare { get; init; } = 0.3;

    /// <summary>
    /// Whether the walker keeps still until the loss has fallen below the dip, so that every level starts from an encoder that knows identical
    /// views. In the paper's code both begin at once; with the larger rates of small images a walker of a wide level outruns the untrained
    /// encoder, and the loss never falls.
    /// </summary>
    public bool WalkerWaitsForDip { get; init; }

    /// <summary>Iterations over which the loss is smoothed, exponentially: each weighs 1/this. 1 switches smoothing off.</summary>
    public int SmoothingIterations { get; init; } = 10;

    /// <summary>A level whose loss has not reached γ after so many iterations is degenerate.</summary>
    public int MaximumIterations { get; init; } = 16_000;

    /// <summary>K: pairs of views in a batch; 2 or more.</summary>
    public int Pairs { get; init; } = 64;

    /// <summary>τ of InfoNCE.</summary>
    public double Temperature { get; init; } = 0.1;

    /// <summary>Adam's rate for the walker.</summary>
    public double WalkerLearningRate { get; init; } = 8e-5;

    /// <summary>Adam's rate for the encoder f.</summary>
    public double EncoderLearningRate { get; init; } = 5e-5;

    /// <summary>The backbone of f; see <see cref="BackboneRegistry.Names"/>.</summary>
    public string Backbone { get; init; } = "resnet18";

    /// <summary>Channels after the first layer of f; 64 is the standard network.</summary>
    public int EncoderWidth { get; init; } = 64;

    /// <summary>The side of the central part of an image that f sees, as a share of the whole, in (0, 1]; 1 takes the whole image.</summary>
    public double CropShare { get; init; } = 0.875;

    /// <summary>Latents that are sent through each trained walker to measure its perturbation.</summary>
    public int MonteCarloSamples { get; init; } = 100_000;

    /// <summary>The most iterations by which f is refitted at the frozen walker; fewer where the loss no longer falls. 0 for no refit.</summary>
    public int RefitIterations { get; init; } = 1000;

    /// <summary>
    /// Iterations of a new encoder on views that differ by drawing the level's latents anew, the same for every level. 0 for no such measure.
    /// </summary>
    public int ResampleIterations { get; init; } = 1000;

    /// <summary>Fresh batches of K pairs over which held-out losses are averaged.</summary>
    public int HeldOutBatches { get; init; } = 64;

    /// <summary>Iterations between checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 100;

    /// <summary>The seed of every draw. A level's result is a function of the options and its name, not of the levels beside it.</summary>
    public ulong Seed { get; init; }

    /// <summary><c>auto</c>, <c>cpu</c> or <c>cuda:N</c>.</summary>
    public string Device { get; init; } = "auto";

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

    /// <summary>What decides the result, as text: a state is taken up only where this is equal.</summary>
    internal string Identity() => JsonSerializer.Serialize(this with { Device = "", CheckpointEvery = 1, Progress = null });

    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range, or γ is out of reach.</exception>
    internal void Validate()
    {
        if (Pairs < 2)
        {
            throw new ArgumentOutOfRangeException(
                nameof(Pairs), Pairs, "A batch needs at least 2 pairs: with one, InfoNCE has no negative and is always 0.");
        }
        RequirePositive(Temperature, nameof(Temperature));
        RequirePositive(WalkerLearningRate, nameof(WalkerLearningRate));
        RequirePositive(EncoderLearningRate, nameof(EncoderLearningRate));
        RequirePositive(GammaPaperScale, nameof(GammaPaperScale));
        if (!(Gamma < Ceiling))
        {
            throw new ArgumentOutOfRangeException(nameof(GammaPaperScale), GammaPaperScale, FormattableString.Invariant(
                $"γ = {GammaPaperScale:g4} on the paper's scale is {Gamma:f3} nats, but the loss of {Pairs} pairs is at most ") +
                FormattableString.Invariant($"log(2 x {Pairs} - 1) = {Ceiling:f3} nats, {PaperScale.FromTrue(Ceiling, Temperature):f3} on that scale."));
        }
        RequireShare(DipShare, nameof(DipShare), below1: true);
        RequireShare(CropShare, nameof(CropShare), below1: false);
        ArgumentOutOfRangeException.ThrowIfLessThan(SmoothingIterations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumIterations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(EncoderWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MonteCarloSamples, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(RefitIterations);
        ArgumentOutOfRangeException.ThrowIfNegative(ResampleIterations);
        ArgumentOutOfRangeException.ThrowIfLessThan(HeldOutBatches, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(CheckpointEvery, 1);
        if (!BackboneRegistry.Names.Contains(Backbone, StringComparer.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                $"There is no backbone '{Backbone}'. Available: {string.Join(", ", BackboneRegistry.Names)}.", nameof(Backbone));
        }
    }

    static void RequirePositive(double value, string name)
    {
        if (!(double.IsFinite(value) && value > 0)) throw new ArgumentOutOfRangeException(name, value, $"{name} is positive and finite.");
    }

    static void RequireShare(double value, string name, bool below1)
    {
        if (!(value > 0 && (below1 ? value < 1 : value <= 1)))
            throw new ArgumentOutOfRangeException(name, value, $"{name} lies in (0, 1{(below1 ? ')' : ']')}.");
    }
}
