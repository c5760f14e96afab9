using System.CommandLine;
using System.Security.Cryptography;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Experiments.Designs;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.Experiments.Tables;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Training;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm experiment</c>: a table of the paper, encoder by encoder; a run that was stopped goes on.</summary>
static class ExperimentCommand
{
    const string AugmentationOption = "--augmentation";

    static readonly Argument<string> Design = new("experiment") { Description = $"One of {string.Join(", ", ExperimentDesigns.Names)}." };
    static readonly Option<string> Generator = new("--generator") { Description = GeneratorArgument.Create().Description, HelpName = "GENERATOR", Required = true };
    static readonly Option<string> Data = DataArgument.Create();
    static readonly Option<bool> Skip = DataArgument.Skip();
    static readonly Option<DirectoryInfo> Out = CommonOptions.Out("Receives results.json, results.csv, index.html, and every run.");

    static readonly Option<string?> Measurement = new("--measurement")
    {
        Description = "A folder of mlvgm measure: adds rows of calibrated and learned views.", HelpName = "DIR",
    };

    static readonly Option<string[]> Views = new("--views")
    {
        Description = $"A row of the experiment views. May be repeated; the last is compared with the others. {StrategyArgument.Help}", HelpName = "NAME=STRATEGY",
        DefaultValueFactory = _ => [],
    };

    static readonly Option<int> Seeds = new("--seeds") { Description = "Encoder seeds.", HelpName = "N", DefaultValueFactory = _ => 3 };

    static readonly Option<double?> Budget = ExperimentOptions.Budget();

    /// <summary>Smaller than what <c>train</c> starts from, since a table has many encoders.</summary>
    static readonly SelfSupervisedEncoderEstimator.Options Defaults = new()
    {
        Backbone = new ResNetOptions("resnet18") { Width = 16 },
        Augmentation = new StandardAugmentationOptions("all"),
        Training = new TrainingOptions { BatchSize = 128 },
    };

    static readonly SettingOptions<SelfSupervisedEncoderEstimator.Options> Encoder = EncoderSettings.Create(Defaults);

    static readonly Option<int[]> Labels = new("--labels-per-class")
    {
        Description = "Small label budgets to probe beside all labels.", HelpName = "N", AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [10],
    };

    public static Command Create()
    {
        var command = new Command("experiment", "Train and probe the encoders of one of the paper's tables, or of views of one's own; a run that was stopped goes on.")
        {
            Design, Generator, Data, Skip, Measurement, Views, Seeds, Budget, Labels, Out,
        };
        Encoder.AddTo(command);
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var console = Terminal.For(parsed);
        var encoder = Encoder.Read(parsed, Defaults);
        NumberRange.Check("--steps", encoder.Training.Steps, 1, int.MaxValue);
        var choice = DeviceChoice.Parse(encoder.Device);
        int count = NumberRange.Check("--seeds", parsed.GetValue(Seeds), 1, 1000);
        using var budget = ExperimentOptions.Within(parsed.GetValue(Budget), cancellation);
        using var generator = NamedGenerator.LoadTorch(parsed.GetRequiredValue(Generator), choice);
        var measured = new MeasuredStrategies(parsed.GetValue(Measurement));
        var design = ExperimentDesigns.Find(parsed.GetRequiredValue(Design), new DesignInputs(
            generator.Layout, measured, [.. parsed.GetRequiredValue(Views).Select(DesignInputs.View)], encoder.Augmentation.Name));
        string? foreign = parsed.GetResult(Views) is { Implicit: false } ? Views.Name : Encoder.IsGiven(parsed, AugmentationOption) ? AugmentationOption : null;
        if (design.Name != ExperimentDesigns.OwnViews && foreign is not null)
            throw new ArgumentException($"{foreign} goes with the experiment {ExperimentDesigns.OwnViews} alone.");
        if (Encoder.IsGiven(parsed, "--framework")) design = design.With(encoder.Framework.Name);
        foreach (var arm in design.Arms)
            if (arm.Strategy is { } strategy) StrategyArgument.Parse(strategy, generator.Layout).Resolve(generator.Layout);
        console.WriteLine(choice.Explanation);
        ImageDataset Read(DatasetSplit split) => DataArgument.Read(
            parsed.GetRequiredValue(Data), split, generator.ImageShape, parsed.GetValue(Skip), parsed.InvocationConfiguration.Output);
        var inputs = new ExperimentInputs(generator, Read(DatasetSplit.Train), Read(DatasetSplit.Test), encoder.Device);
        var settings = Settings(parsed, inputs, measured, encoder);
        string folder = parsed.GetRequiredValue(Out).FullName;
        ulong[] seeds = [.. Enumerable.Range(0, count).Select(i => encoder.Training.Seed + (ulong)i)];
        int planned = design.Arms.Sum(arm => arm.IsSeeded ? count : 1);
        var cells = TrainingBar.Run(console, report => new ExperimentRunner(inputs, settings, encoder, new CellStore(folder), report.Invoke).Run(
            design.Arms, seeds, finished => ExperimentResults.Of(design, settings, finished, planned).Write(folder), budget.Token));
        var results = ExperimentResults.Of(design, settings, cells, planned);
        results.Write(folder);
        console.Write(ExperimentText.Table(results));
        console.WriteLine(ResultsPage.Lead(results));
        console.WriteLine($"{folder}: {ResultFolder.PageName}, {ResultFolder.JsonName}, {ResultFolder.CsvName}");
        if (cells.Count == planned) return;
        console.WriteLine($"{cells.Count} of {planned} are finished. The same command goes on from there.");
        cancellation.ThrowIfCancellationRequested();
    }

    static ExperimentSettings Settings(
        ParseResult parsed, ExperimentInputs inputs, MeasuredStrategies measured, SelfSupervisedEncoderEstimator.Options encoder) => new()
    {
        Generator = parsed.GetRequiredValue(Generator),
        GeneratorSha256 = FileHash.Sha256(NamedGenerator.PathOf(parsed.GetRequiredValue(Generator))),
        MeasurementSha256 = measured.Sha256,
        ImagesSha256 = Hash(inputs),
        // Every cell has its own seed.
        Encoder = SettingsJson.Deciding(encoder with { Training = encoder.Training with { Seed = 0 } }),
        LabelsPerClass = parsed.GetRequiredValue(Labels),
    };

    static string Hash(ExperimentInputs inputs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(inputs.Train.Pixels.Span);
        hash.AppendData(inputs.Test.Pixels.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
