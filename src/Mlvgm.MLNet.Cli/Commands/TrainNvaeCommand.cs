using System.CommandLine;
using System.Globalization;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Training;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm train-generator nvae</c>: trains an NVAE, resuming where the output folder has a checkpoint.</summary>
static class TrainNvaeCommand
{
    static readonly NvaeConfiguration Shape = new();
    static readonly NvaeTrainer.Options Defaults = new();

    static readonly Option<string> Data = new("--data")
    {
        Description = "Folder of class folders, .zip of the same, or IDX files; a held-out split there is measured.",
        HelpName = "PATH",
        Required = true,
    };

    static readonly Option<bool> Skip = DataArgument.Skip();
    static readonly Option<DirectoryInfo> Out = CommonOptions.Out("Receives generator.safetensors, its .onnx and the checkpoint.");
    static readonly Option<ulong> Seed = CommonOptions.Seed();
    static readonly Option<string> Device = CommonOptions.Device();
    static readonly Option<FileInfo?> Json = CommonOptions.Json();
    static readonly Option<int> Size = CommonOptions.With("--size", "Rows and columns of the images.", Shape.ImageShape.Height);
    static readonly Option<int> Channels = CommonOptions.With("--channels", "1 for grey, 3 for RGB.", Shape.ImageShape.Channels);
    static readonly Option<int[]> Groups = List("--groups", "Latents per scale, coarsest first.", [.. Shape.GroupsPerScale]);
    static readonly Option<int[]> LatentChannels = List("--latent-channels", "Latent channels per scale.", [.. Shape.LatentChannels]);
    static readonly Option<int> Cells = CommonOptions.With("--cells", "Residual cells per group.", Shape.CellsPerGroup);
    static readonly Option<int> Width = CommonOptions.With("--width", "Channels at full resolution.", Shape.InitialChannels);
    static readonly Option<int> ProcessBlocks = CommonOptions.With("--process-blocks", "Pre- and post-processing blocks.", Shape.ProcessBlocks);
    static readonly Option<int> ProcessCells = CommonOptions.With("--process-cells", "Cells per such block.", Shape.ProcessCells);
    static readonly Option<NvaeLikelihood> Likelihood = CommonOptions.With("--likelihood", "The distribution of pixels.", Shape.Likelihood);
    static readonly Option<int> Mixtures = CommonOptions.With("--mixtures", "Logistics per pixel.", Shape.Mixtures);
    static readonly Option<int> Epochs = CommonOptions.With("--epochs", "Passes over the images.", Defaults.Epochs);
    static readonly Option<long?> Steps = CommonOptions.With("--steps", "Steps in all; takes precedence over --epochs.", Defaults.Steps);
    static readonly Option<int> Batch = CommonOptions.With("--batch", "Images per step.", Defaults.BatchSize);
    static readonly Option<double> Rate = CommonOptions.With("--learning-rate", "Adamax's highest rate.", Defaults.LearningRate);
    static readonly Option<double> KlWarmUp = CommonOptions.With("--kl-warm-up", "Fraction of the steps in which beta rises.", Defaults.KlWarmUp);
    static readonly Option<double[]> KlWeights = List("--kl-weights", "Weight of each latent's divergence.", [.. Defaults.KlWeights]);
    static readonly Option<double[]> FreeBits = List("--free-bits", "Nats per latent that cost nothing.", [.. Defaults.FreeBits]);
    static readonly Option<double[]> Balancing = List("--kl-balancing", "Alphas of KL balancing.", [.. Defaults.KlBalancing]);
    static readonly Option<double> Spectral = CommonOptions.With("--spectral", "Lambda of spectral regularisation.", Defaults.SpectralRegularisation);
    static readonly Option<double> Clipping = CommonOptions.With("--clip", "Largest gradient norm; 0 for none.", Defaults.GradientClipping);
    static readonly Option<bool> Flip = CommonOptions.With("--flip", "Mirror images at random.", Defaults.HorizontalFlip);
    static readonly Option<double> Temperature = CommonOptions.With("--temperature", "Sampling temperature of the result.", Defaults.Temperature);
    static readonly Option<int> CheckpointEvery = CommonOptions.With("--checkpoint-every", "Steps between checkpoints.", Defaults.CheckpointEvery);

    public static Command Create()
    {
        var command = new Command("nvae", "Train a hierarchical VAE; a checkpoint in the output folder is resumed.")
        {
            Data, Skip, Out, Seed, Device, Json, Size, Channels, Groups, LatentChannels, Cells, Width, ProcessBlocks, ProcessCells, Likelihood,
            Mixtures, Epochs, Steps, Batch, Rate, KlWarmUp, KlWeights, FreeBits, Balancing, Spectral, Clipping, Flip, Temperature,
            CheckpointEvery,
        };
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var console = Terminal.For(parsed);
        var configuration = Configuration(parsed);
        var trainer = new NvaeTrainer(configuration, Options(parsed));
        console.WriteLine(DeviceChoice.Parse(parsed.GetValue(Device)!).Explanation);
        var train = Read(parsed, DatasetSplit.Train, configuration.ImageShape);
        var test = HeldOut(parsed, configuration.ImageShape);
        string folder = parsed.GetRequiredValue(Out).FullName;
        var result = TrainingBar.Run(
            console, report => trainer.Fit(train, test, folder, p => report(p.Step, p.Steps, Line(p)), cancellation));
        using var generator = NvaeGenerator.Load(result.GeneratorPath);
        var export = generator.ExportOnnx(Path.ChangeExtension(result.GeneratorPath, ".onnx"));
        console.WriteLine(
            $"{result.GeneratorPath} and .onnx (largest difference {export.LargestDifference:G2}) after {result.Elapsed:h\\:mm\\:ss}");
        if (result.HeldOut is { } heldOut)
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"held out: {heldOut.BitsPerDimension:F4} bits per dimension, ") +
                $"{configuration.Likelihood} likelihood; nats per latent {Numbers(heldOut.Divergences)}");
        JsonFile.Write(parsed.GetValue(Json), result);
    }

    static NvaeConfiguration Configuration(ParseResult parsed) => new()
    {
        ImageShape = new ImageShape(parsed.GetValue(Channels), parsed.GetValue(Size), parsed.GetValue(Size)),
        GroupsPerScale = parsed.GetValue(Groups)!,
        LatentChannels = parsed.GetValue(LatentChannels)!,
        CellsPerGroup = parsed.GetValue(Cells),
        InitialChannels = parsed.GetValue(Width),
        ProcessBlocks = parsed.GetValue(ProcessBlocks),
        ProcessCells = parsed.GetValue(ProcessCells),
        Likelihood = parsed.GetValue(Likelihood),
        Mixtures = parsed.GetValue(Mixtures),
    };

    static NvaeTrainer.Options Options(ParseResult parsed) => new()
    {
        Seed = parsed.GetValue(Seed),
        Device = parsed.GetValue(Device)!,
        Epochs = parsed.GetValue(Epochs),
        Steps = parsed.GetValue(Steps),
        BatchSize = parsed.GetValue(Batch),
        LearningRate = parsed.GetValue(Rate),
        KlWarmUp = parsed.GetValue(KlWarmUp),
        KlWeights = parsed.GetValue(KlWeights)!,
        FreeBits = parsed.GetValue(FreeBits)!,
        KlBalancing = parsed.GetValue(Balancing)!,
        SpectralRegularisation = parsed.GetValue(Spectral),
        GradientClipping = parsed.GetValue(Clipping),
        HorizontalFlip = parsed.GetValue(Flip),
        Temperature = parsed.GetValue(Temperature),
        CheckpointEvery = parsed.GetValue(CheckpointEvery),
    };

    static ImageDataset Read(ParseResult parsed, DatasetSplit split, ImageShape shape) =>
        DataArgument.Read(parsed.GetRequiredValue(Data), split, shape, parsed.GetValue(Skip), parsed.InvocationConfiguration.Output);

    static ImageDataset? HeldOut(ParseResult parsed, ImageShape shape)
    {
        try
        {
            return Read(parsed, DatasetSplit.Test, shape);
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

    static Option<T[]> List<T>(string name, string description, T[] values) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => values };
}
