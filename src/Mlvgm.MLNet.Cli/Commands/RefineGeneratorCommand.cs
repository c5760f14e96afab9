using System.CommandLine;
using System.Globalization;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Refinement;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm train-generator refine</c>: an NVAE's decoder against a discriminator, resuming where the output folder has a state.</summary>
static class RefineGeneratorCommand
{
    static readonly Argument<string> Generator = new("generator") { Description = "A shipped NVAE, or the path of one." };
    static readonly DataOptions Data = new();
    static readonly Option<DirectoryInfo> Out = CommonOptions.Out("Receives generator.safetensors, its .onnx, and the last states in checkpoints.");
    static readonly SettingOptions<NvaeRefiner.Options> Refinement = new(new NvaeRefiner.Options());

    public static Command Create()
    {
        var command = new Command("refine", "Train an NVAE's decoder further, against a discriminator; a state in the output folder is resumed.")
        {
            Generator, Out,
        };
        Data.AddTo(command);
        Refinement.AddTo(command);
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var console = Terminal.For(parsed);
        var violations = new Violations();
        var (options, reading) = (Refinement.Read(parsed, violations), Data.Read(parsed, violations));
        violations.ThrowIfAny();
        var refiner = new NvaeRefiner(options);
        console.WriteLine(DeviceChoice.Parse(options.Device).Explanation);
        string path = NamedGenerator.PathOf(parsed.GetRequiredValue(Generator));
        var images = Data.Source(parsed, reading, console.WriteLine).Read(DatasetSplit.Train, ShapeOf(path));
        path = TrainingBar.Run(console, report => refiner.Fit(
            path, images, parsed.GetRequiredValue(Out).FullName, p => report(new RunProgress(p.Step, p.Steps, Line(p))), console.WriteLine, cancellation));
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
