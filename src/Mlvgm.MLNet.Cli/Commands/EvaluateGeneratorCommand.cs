using System.CommandLine;
using System.Globalization;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Experiments.GeneratorQuality;
using Mlvgm.MLNet.GeneratorQuality;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.WeightFiles.Text;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm evaluate-generator</c>: how good a generator's samples are, judged by a classifier of real images.</summary>
static class EvaluateGeneratorCommand
{
    static readonly Argument<string> Generator = GeneratorArgument.Create();
    static readonly DataOptions Data = new();

    static readonly Option<DirectoryInfo> Out = CommonOptions.Out(
        $"Receives {GeneratorEvaluation.ReportName} and {GeneratorEvaluation.ClassifierName}, which is used again if it fits.");

    static readonly Option<FileInfo?> Json = CommonOptions.Json();
    static readonly SettingOptions<GeneratorEvaluation.Options> Settings = new(new GeneratorEvaluation.Options());

    public static Command Create()
    {
        var command = new Command("evaluate-generator", "Judge a generator's samples by a classifier of real images.") { Generator, Out, Json };
        Data.AddTo(command);
        Settings.AddTo(command);
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var console = Terminal.For(parsed);
        var violations = new Violations();
        var (options, reading) = (Settings.Read(parsed, violations), Data.Read(parsed, violations));
        violations.ThrowIfAny();
        console.WriteLine(DeviceChoice.Parse(options.Device).Explanation);
        GeneratorArgument.SayCode(parsed.GetRequiredValue(Generator), options.TrustCode, console.WriteLine);
        var images = Data.Source(parsed, reading, console.WriteLine);
        string folder = parsed.GetRequiredValue(Out).FullName;
        var quality = TrainingBar.Run(console, report => new GeneratorEvaluation(options).Run(
            parsed.GetRequiredValue(Generator), images, folder, report, cancellation));
        Print(console, quality);
        JsonFile.Write(parsed.GetValue(Json), images.Report(quality));
        console.WriteLine(Path.Combine(folder, GeneratorEvaluation.ReportName));
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
