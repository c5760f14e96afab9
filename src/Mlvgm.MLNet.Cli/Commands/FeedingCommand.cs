using System.CommandLine;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Feeding;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Reports.Machines;
using Mlvgm.MLNet.Torch.Devices;
using Spectre.Console;
using TorchSharp;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm feeding</c>: seconds and energy of an epoch by generator, JPEG files and decoded store (paper, Figure 5).</summary>
static class FeedingCommand
{
    static readonly Argument<string> Generator = GeneratorArgument.Create();
    static readonly Option<string> Data = DataArgument.Create();
    static readonly Option<bool> Skip = DataArgument.Skip();
    static readonly Option<double?> Budget = ExperimentOptions.Budget();
    static readonly Option<DirectoryInfo> Out = CommonOptions.Out("Receives results.json, results.csv and index.html.");
    static readonly Option<string> Device = CommonOptions.Device();
    static readonly Option<int> Width = CommonOptions.With("--width", "Channels of the ResNet-18 after its first layer.", 16, "N");
    static readonly Option<int> Images = CommonOptions.With("--images", "Images of an epoch; all where there are fewer.", 10_000, "N");
    static readonly Option<double> Watts = CommonOptions.With("--watts", "The power to reckon with where the machine does not measure energy.", 65.0, "W");
    static readonly Option<double> Carbon = CommonOptions.With("--carbon", "Grams of CO2 for a kilowatt-hour.", 400.0, "G");

    static readonly Option<int[]> Batches = new("--batches")
    {
        Description = "Pairs in a step.", HelpName = "N", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [32, 64, 128, 256],
    };

    public static Command Create()
    {
        var command = new Command("feeding", "Compare ways of feeding an encoder: seconds and energy of an epoch.")
        {
            Generator, Data, Skip, Batches, Images, Width, Watts, Carbon, Budget, Out, Device,
        };
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var console = Terminal.For(parsed);
        var choice = DeviceChoice.Parse(parsed.GetRequiredValue(Device));
        double watts = Positive(Watts, parsed), carbon = Positive(Carbon, parsed);
        int[] batches = parsed.GetRequiredValue(Batches);
        foreach (int batch in batches) NumberRange.Check("--batches", batch, 2, 65_536);
        using var budget = ExperimentOptions.Within(parsed.GetValue(Budget), cancellation);
        using var generator = NamedGenerator.LoadTorch(parsed.GetRequiredValue(Generator), choice);
        var images = DataArgument.Read(
            parsed.GetRequiredValue(Data), DatasetSplit.Train, generator.ImageShape, parsed.GetValue(Skip), parsed.InvocationConfiguration.Output);
        int count = Math.Min(images.Count, NumberRange.Check("--images", parsed.GetValue(Images), 2, int.MaxValue));
        if (batches.Any(batch => batch > count)) throw new ArgumentException($"--batches has {batches.Max()}, more than the {count} images of an epoch.");
        IEnergyCounter Counter() => choice.Device.type == DeviceType.CUDA && NvmlCounter.TryOpen(choice.Device.index) is { } gpu
            ? gpu
            : RaplCounter.TryOpen() ?? (IEnergyCounter)new DeclaredPower(watts);
        string folder = parsed.GetRequiredValue(Out).FullName;
        string weights = FileHash.Sha256(NamedGenerator.PathOf(parsed.GetRequiredValue(Generator)));
        var settings = new FeedingSettings(generator.Name, weights, parsed.GetValue(Width), count, Counter().Source, carbon, ThisMachine.Description);
        console.WriteLine(choice.Explanation);
        console.WriteLine($"energy: {settings.Energy}");
        var results = new List<FeedingResult>();
        int planned = batches.Length * FeedingExperiment.Ways.Count;
        string files = Directory.CreateTempSubdirectory("mlvgm-feeding-").FullName;
        try
        {
            var experiment = new FeedingExperiment(generator, images, settings.Width, count, Counter, carbon);
            experiment.Run(batches, files, new FeedingStore(folder, settings), result =>
            {
                results.Add(result);
                new FeedingFolder(results, planned, settings).Write(folder);
                console.WriteLine(FormattableString.Invariant(
                    $"{results.Count}/{planned} {result.Way}, batch {result.Batch}: {result.Seconds:f1} s, {result.Joules:f0} J, {result.GramsCo2:f3} g CO2"));
            }, budget.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            console.WriteLine($"{results.Count} of {planned} are finished. The same command goes on from there.");
        }
        finally
        {
            Directory.Delete(files, recursive: true);
        }
        console.WriteLine($"{folder}: {ResultFolder.PageName}, {ResultFolder.JsonName}, {ResultFolder.CsvName}");
    }

    static double Positive(Option<double> option, ParseResult parsed) => parsed.GetValue(option) is var value && value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentException(FormattableString.Invariant($"{option.Name} is {value}; it is a positive number."));
}
