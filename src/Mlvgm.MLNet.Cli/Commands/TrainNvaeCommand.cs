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
using Mlvgm.MLNet.Torch.Generators.Nvae.Training;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm train-generator nvae</c>: trains an NVAE, resuming where the output folder has a state.</summary>
static class TrainNvaeCommand
{
    static readonly DataOptions Data = new(description: "Folder of class folders, .zip of the same, or IDX files; a held-out split there is measured.");
    static readonly Option<DirectoryInfo> Out = CommonOptions.Out("Receives generator.safetensors, its .onnx, and the last states in checkpoints.");
    static readonly Option<FileInfo?> Json = CommonOptions.Json();
    static readonly SettingOptions<NvaeImages> Images = new(new NvaeImages());
    static readonly SettingOptions<NvaeConfiguration> Architecture = new(new NvaeConfiguration());
    static readonly SettingOptions<NvaeTrainer.Options> Training = new(new NvaeTrainer.Options());

    public static Command Create()
    {
        var command = new Command("nvae", "Train a hierarchical VAE; a state in the output folder is resumed.")
        {
            Out, Json,
        };
        Images.AddTo(command);
        Data.AddTo(command);
        Architecture.AddTo(command);
        Training.AddTo(command);
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var console = Terminal.For(parsed);
        var violations = new Violations();
        var configuration = Architecture.Read(parsed, new NvaeConfiguration { ImageShape = Images.Read(parsed, violations).Shape }, violations);
        var (options, reading) = (Training.Read(parsed, violations), Data.Read(parsed, violations));
        violations.ThrowIfAny();
        var trainer = new NvaeTrainer(configuration, options);
        console.WriteLine(DeviceChoice.Parse(options.Device).Explanation);
        var images = Data.Source(parsed, reading, console.WriteLine);
        var train = images.Read(DatasetSplit.Train, configuration.ImageShape);
        var test = HeldOut(images, configuration.ImageShape);
        string folder = parsed.GetRequiredValue(Out).FullName;
        var result = TrainingBar.Run(
            console, report => trainer.Fit(train, test, folder, p => report(new RunProgress(p.Step, p.Steps, Line(p))), console.WriteLine, cancellation));
        using var generator = NvaeGenerator.Load(result.GeneratorPath);
        var export = generator.ExportOnnx(Path.ChangeExtension(result.GeneratorPath, ".onnx"));
        console.WriteLine(
            $"{result.GeneratorPath} and .onnx (largest difference {export.LargestDifference:G2}) after {result.Elapsed:h\\:mm\\:ss}");
        if (result.HeldOut is { } heldOut)
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"held out: {heldOut.BitsPerDimension:F4} bits per dimension, ") +
                $"{configuration.Likelihood} likelihood; nats per latent {Numbers(heldOut.Divergences)}");
        JsonFile.Write(parsed.GetValue(Json), images.Report(result));
    }

    static ImageDataset? HeldOut(ImageSource images, ImageShape shape)
    {
        try
        {
            return images.Read(DatasetSplit.Test, shape);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    static string Line(NvaeProgress p) => string.Create(CultureInfo.InvariantCulture,
        $"loss {p.Loss:F1} reconstruction {p.Reconstruction:F1} ") + $"nats {Numbers(p.Divergences)} " +
        string.Create(CultureInfo.InvariantCulture, $"beta {p.Beta:F2} {p.ImagesPerSecond:F0} images/s eta {p.Remaining:h\\:mm\\:ss}");

    static string Numbers(IEnumerable<double> values) =>
        string.Join('/', values.Select(v => v.ToString("F1", CultureInfo.InvariantCulture)));
}
