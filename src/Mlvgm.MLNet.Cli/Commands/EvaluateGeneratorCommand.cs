using System.CommandLine;
using System.Globalization;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.GeneratorQuality;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.WeightFiles.Text;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm evaluate-generator</c>: how good a generator's samples are, judged by a classifier of real images.</summary>
static class EvaluateGeneratorCommand
{
    const string ReportFile = "generator-quality.json";
    const string ClassifierFile = "classifier.safetensors";

    static readonly Argument<string> Generator = GeneratorArgument.Create();
    static readonly Option<string> Data = DataArgument.Create();
    static readonly Option<bool> Skip = DataArgument.Skip();
    static readonly Option<DirectoryInfo> Out = CommonOptions.Out($"Receives {ReportFile} and {ClassifierFile}, which is used again if it fits.");
    static readonly Option<string> Device = CommonOptions.Device();
    static readonly Option<FileInfo?> Json = CommonOptions.Json();

    static readonly Option<int> Samples = new("--samples")
    {
        Description = "Samples for each figure.", HelpName = "N", DefaultValueFactory = _ => 5000,
    };

    static readonly Option<double[]> Factors = new("--factors")
    {
        Description = "Factors of the latents, for the table of temperatures beside the shipped one.", HelpName = "F",
        AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [0.5, 0.7, 0.85, 1.15],
    };

    static readonly SettingOptions<ImageClassifierTrainer.Options> Classifier = new(new ImageClassifierTrainer.Options());

    public static Command Create()
    {
        var command = new Command("evaluate-generator", "Judge a generator's samples by a classifier of real images.")
        {
            Generator, Data, Skip, Out, Samples, Factors, Device, Json,
        };
        Classifier.AddTo(command);
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var console = Terminal.For(parsed);
        var settings = Classifier.Read(parsed, new ImageClassifierTrainer.Options());
        var choice = DeviceChoice.Parse(parsed.GetRequiredValue(Device));
        int samples = NumberRange.Check("--samples", parsed.GetValue(Samples), 2, 1_000_000);
        var trainer = new ImageClassifierTrainer(settings);
        var generator = NamedGenerator.Load(parsed.GetRequiredValue(Generator), choice);
        using var owned = generator as IDisposable;
        console.WriteLine(choice.Explanation);
        ImageDataset Read(DatasetSplit split) => DataArgument.Read(
            parsed.GetRequiredValue(Data), split, generator.ImageShape, parsed.GetValue(Skip), parsed.InvocationConfiguration.Output);
        var (train, test) = (Read(DatasetSplit.Train), Read(DatasetSplit.Test));
        string folder = parsed.GetRequiredValue(Out).FullName;
        using var classifier = TrainingBar.Run(console, report => trainer.LoadOrFit(
            train, Path.Combine(folder, ClassifierFile), choice.Device,
            (step, steps, loss) => report(step, steps, FormattableString.Invariant($"classifier, loss {loss:f3}")), cancellation));
        string path = parsed.GetRequiredValue(Generator);
        long? size = ShippedModels.FileOf(path) is { } weights ? new FileInfo(weights).Length : null;
        var quality = new GeneratorEvaluator(generator, classifier, settings.Seed).Evaluate(
            test, samples, parsed.GetRequiredValue(Factors), size, cancellation);
        Print(console, quality);
        var file = new FileInfo(Path.Combine(folder, ReportFile));
        JsonFile.Write(file, quality);
        JsonFile.Write(parsed.GetValue(Json), quality);
        console.WriteLine(file.FullName);
    }

    static void Print(IAnsiConsole console, GeneratorQualityReport quality)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        void Add(string name, string value) => grid.AddRow(new Text(name), new Text(Printable.Of(value)));
        Add("classifier, accuracy on real test images", Percent(quality.ClassifierAccuracy));
        Add("mean confidence, samples / real", $"{Number(quality.ConfidenceOnSamples)} / {Number(quality.ConfidenceOnRealImages)}");
        Add("Frechet distance, two halves of the real images", Number(quality.FrechetOfRealHalves));
        foreach (var row in quality.Temperatures) Add($"Frechet distance, latents x {row.Factor.ToString(CultureInfo.InvariantCulture)}", Number(row.Frechet));
        foreach (var row in quality.Latents) Add($"class changes when {row.Latent} is drawn anew", Percent(row.ClassChanges));
        foreach (var row in quality.Classes) Add($"share of {row.Name}", Percent(row.Share));
        Add("images decoded per second", quality.ImagesPerSecond.ToString("F0", CultureInfo.InvariantCulture));
        if (quality.Bytes is { } bytes) Add("size", FormattableString.Invariant($"{bytes / 1e6:F2} MB"));
        console.Write(grid);
    }

    static string Percent(double share) => FormattableString.Invariant($"{100 * share:F1} %");

    static string Number(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
}
