using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Measurement.Training;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.Testing.Torch.Generators;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Measurement;

public class BadInputTests
{
    static readonly MeasurementOptions Good = SmallMeasurement.Options;

    static readonly Dictionary<string, (MeasurementOptions Options, string Message)> Bad = new()
    {
        ["one pair"] = (Good with { Pairs = 1 }, "Pairs (--pairs) is 1; it is 2 or more"),
        ["γ out of reach"] = (Good with { GammaPaperScale = 5 },
            "3.500 nats, but the loss of 16 pairs is at most log(2 x 16 - 1) = 3.434 nats, 4.906 on that scale"),
        ["no γ"] = (Good with { GammaPaperScale = double.NaN }, "GammaPaperScale (--gamma) is NaN; it is above 0"),
        ["unknown latent"] = (Good with { Levels = ["z7"] }, "There is no latent or group 'z7'. Available: signal, noise, idle"),
        ["a latent twice"] = (Good with { Levels = ["noise", "noise"] }, "'noise' is asked for twice"),
        ["a rate of 0"] = (Good with { WalkerLearningRate = 0 }, "WalkerLearningRate (--walker-rate) is 0; it is above 0"),
        ["no dip"] = (Good with { DipShare = 1 }, "DipShare (--dip-share) is 1; it is in (0, 1)"),
        ["unknown backbone"] = (Good with { Backbone = "resnet11" }, "Backbone (--backbone) is 'resnet11'; available: "),
        ["one sample"] = (Good with { MonteCarloSamples = 1 }, "MonteCarloSamples (--monte-carlo) is 1; it is 2 or more"),
    };

    public static TheoryData<string> BadNames => [.. Bad.Keys];

    [Theory]
    [MemberData(nameof(BadNames))]
    public void Options_that_cannot_work_are_refused_before_any_work(string name)
    {
        using var generator = new GaussianGenerator(deviation: 1);
        var error = Assert.ThrowsAny<ArgumentException>(() => new LatentMeasurement(generator, Bad[name].Options));
        Assert.Contains(Bad[name].Message, error.Message);
    }

    [Fact]
    public void A_generator_without_gradient_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new LatentMeasurement(new PixelsOnly(), SmallMeasurement.Options));
        Assert.StartsWith("Generator 'pixels' has no gradient", error.Message);
    }

    [Fact]
    public void A_latent_too_large_for_a_walker_is_refused()
    {
        using var generator = new BrokenGenerator(healthyCalls: 0, size: 10_000);
        var error = Assert.Throws<ArgumentException>(() => new LatentMeasurement(generator, SmallMeasurement.Options));
        Assert.StartsWith("Level 'z' has 10000 coordinates; its walker would have 200 million weights. At most 8192", error.Message);
    }

    [Fact]
    public void A_loss_that_is_not_a_number_stops_the_run_names_the_iteration_and_keeps_the_last_checkpoint()
    {
        using var folder = new TemporaryFolder();
        // Each iteration decodes twice, and the state's probe once.
        using var generator = new BrokenGenerator(healthyCalls: 1 + 2 * 7, size: 4);
        var options = SmallMeasurement.Options with { CheckpointEvery = 3 };
        var error = Assert.Throws<ArithmeticException>(() => new LatentMeasurement(generator, options).Run(folder.Path));
        Assert.StartsWith("The loss of level 'z' is NaN at iteration 8 of its training.", error.Message);
        Assert.Equal(
            ["step-000000003.safetensors", "step-000000006.safetensors"], Directory.GetFiles(folder.File("level-0")).Select(Path.GetFileName).Order());
    }

    /// <summary>An inference-only generator, as of an ONNX file.</summary>
    sealed class PixelsOnly : IGenerator
    {
        public string Name => "pixels";

        public LatentLayout Layout { get; } = new([new("z", [4])]);

        public ImageShape ImageShape => new(1, 8, 8);

        public void Decode(LatentBatch latents, Span<float> images) => throw new InvalidOperationException("Nothing is to be computed.");
    }

    /// <summary>A generator whose images become NaN.</summary>
    sealed class BrokenGenerator(int healthyCalls, int size) : TorchGenerator
    {
        int _calls;

        public override string Name => "broken";

        public override LatentLayout Layout { get; } = new([new("z", [size])]);

        public override ImageShape ImageShape => new(3, 8, 8);

        public override Device Device => CPU;

        public override void MoveTo(Device device)
        {
        }

        public override Tensor Decode(IReadOnlyList<Tensor> latents)
        {
            using var scope = NewDisposeScope();
            var patches = latents[0].sigmoid().reshape(-1, 1, 2, 2) * (_calls++ < healthyCalls ? 1 : double.NaN);
            return nn.functional.interpolate(patches, [8, 8], mode: InterpolationMode.Nearest).expand(-1, 3, -1, -1).MoveToOuterDisposeScope();
        }

        public override void Dispose()
        {
        }
    }
}
