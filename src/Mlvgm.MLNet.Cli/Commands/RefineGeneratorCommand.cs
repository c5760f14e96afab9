using System.CommandLine;
using System.Globalization;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Refinement;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm train-generator refine</c>: an NVAE's decoder against a discriminator, resuming where the output folder has a checkpoint.</summary>
static class RefineGeneratorCommand
{
    static readonly NvaeRefiner.Options Defaults = new();
    static readonly Argument<string> Generator = new("generator") { Description = "A shipped NVAE, or the path of one." };
    static readonly Option<string> Data = DataArgument.Create();
    static readonly Option<bool> Skip = DataArgument.Skip();
    static readonly Option<DirectoryInfo> Out = CommonOptions.Out("Receives generator.safetensors, its .onnx and the checkpoint.");
    static readonly Option<ulong> Seed = CommonOptions.Seed();
    static readonly Option<string> Device = CommonOptions.Device();
    static readonly Option<long> Steps = CommonOptions.With("--steps", "Steps of the generator.", Defaults.Steps);
    static readonly Option<long> First = CommonOptions.With("--discriminator-steps", "Steps of the discriminator alone, before.", Defaults.DiscriminatorSteps);
    static readonly Option<int> Batch = CommonOptions.With("--batch", "Real images, and samples, of a step.", Defaults.BatchSize);
    static readonly Option<double> Rate = CommonOptions.With("--learning-rate", "Adam's rate for the generator.", Defaults.LearningRate);
    static readonly Option<double> CriticRate = CommonOptions.With("--discriminator-learning-rate", "Adam's rate for the discriminator.", Defaults.DiscriminatorLearningRate);
    static readonly Option<int> Width = CommonOptions.With("--discriminator-width", "The discriminator's channels at full resolution.", Defaults.DiscriminatorWidth);
    static readonly Option<double> Penalty = CommonOptions.With("--gradient-penalty", "Weight of R1; 0 for none.", Defaults.GradientPenalty);
    static readonly Option<double> Fidelity = CommonOptions.With(
        "--fidelity", "Weight of the difference from what the generator made of the same latents before, averaged over an 8x8 grid.", Defaults.FidelityWeight);
    static readonly Option<double> Momentum = CommonOptions.With("--averaging-momentum", "What the average of weights keeps of itself.", Defaults.AveragingMomentum);
    static readonly Option<bool> Flip = CommonOptions.With("--flip", "Mirror images at random.", Defaults.HorizontalFlip);
    static readonly Option<int> CheckpointEvery = CommonOptions.With("--checkpoint-every", "Steps between checkpoints.", Defaults.CheckpointEvery);

    public static Command Create()
    {
        var command = new Command("refine", "Train an NVAE's decoder further, against a discriminator; a checkpoint in the output folder is resumed.")
        {
            Generator, Data, Skip, Out, Seed, Device, Steps, First, Batch, Rate, CriticRate, Width, Penalty, Fidelity, Momentum, Flip, CheckpointEvery,
        };
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var console = Terminal.For(parsed);
        var refiner = new NvaeRefiner(new NvaeRefiner.Options
        {
            Seed = parsed.GetValue(Seed),
            Device = parsed.GetRequiredValue(Device),
            Steps = parsed.GetValue(Steps),
            DiscriminatorSteps = parsed.GetValue(First),
            BatchSize = parsed.GetValue(Batch),
            LearningRate = parsed.GetValue(Rate),
            DiscriminatorLearningRate = parsed.GetValue(CriticRate),
            DiscriminatorWidth = parsed.GetValue(Width),
            GradientPenalty = parsed.GetValue(Penalty),
            FidelityWeight = parsed.GetValue(Fidelity),
            AveragingMomentum = parsed.GetValue(Momentum),
            HorizontalFlip = parsed.GetValue(Flip),
            CheckpointEvery = parsed.GetValue(CheckpointEvery),
        });
        console.WriteLine(DeviceChoice.Parse(parsed.GetRequiredValue(Device)).Explanation);
        string path = NamedGenerator.PathOf(parsed.GetRequiredValue(Generator));
        var images = DataArgument.Read(
            parsed.GetRequiredValue(Data), DatasetSplit.Train, ShapeOf(path), parsed.GetValue(Skip), parsed.InvocationConfiguration.Output);
        path = TrainingBar.Run(console, report => refiner.Fit(
            path, images, parsed.GetRequiredValue(Out).FullName, p => report(p.Step, p.Steps, Line(p)), cancellation));
        using var generator = NvaeGenerator.Load(path);
        var export = generator.ExportOnnx(Path.ChangeExtension(path, ".onnx"));
        console.WriteLine($"{path} and .onnx (largest difference {export.LargestDifference:G2})");
    }

    static ImageShape ShapeOf(string path)
    {
        using var generator = NvaeGenerator.Load(path);
        return generator.ImageShape;
    }

    static string Line(RefinementProgress p) => string.Create(
        CultureInfo.InvariantCulture,
        $"discriminator {p.DiscriminatorLoss:F3} generator {(double.IsNaN(p.GeneratorLoss) ? "waits" : p.GeneratorLoss.ToString("F3", CultureInfo.InvariantCulture))} ") +
        string.Create(CultureInfo.InvariantCulture, $"{p.ImagesPerSecond:F0} images/s eta {p.Remaining:h\\:mm\\:ss}");
}
