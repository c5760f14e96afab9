using System.CommandLine;
using System.Security.Cryptography;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Designs;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Experiments.Pages;
using Mlvgm.MLNet.Experiments.Tables;
using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Devices;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm experiment</c>: a table of the paper, encoder by encoder; a run that was stopped goes on.</summary>
static class ExperimentCommand
{
    static readonly Argument<string> Design = new("experiment") { Description = $"One of {string.Join(", ", ExperimentDesigns.Names)}." };
    static readonly Option<string> Generator = new("--generator") { Description = GeneratorArgument.Create().Description, HelpName = "GENERATOR", Required = true };
    static readonly Option<string> Data = DataArgument.Create();
    static readonly Option<bool> Skip = DataArgument.Skip();
    static readonly Option<DirectoryInfo> Out = CommonOptions.Out("Receives results.json, results.csv, index.html, and every run.");
    static readonly Option<ulong> Seed = CommonOptions.Seed();
    static readonly Option<string> Device = CommonOptions.Device();

    static readonly Option<string?> Measurement = new("--measurement")
    {
        Description = "A folder of mlvgm measure: adds rows of calibrated and learned views.", HelpName = "DIR",
    };

    static readonly Option<string[]> Views = new("--views")
    {
        Description = $"A row of the experiment views. May be repeated; the last is compared with the others. {StrategyArgument.Help}", HelpName = "NAME=STRATEGY",
        DefaultValueFactory = _ => [],
    };

    static readonly Option<string> Augmentation = CommonOptions.With(
        "--augmentation", $"T_x of the experiment views, one of {string.Join(", ", AugmentationRegistry.Names)}.", "all", "NAME");

    static readonly Option<int> Seeds = new("--seeds") { Description = "Encoder seeds.", HelpName = "N", DefaultValueFactory = _ => 3 };

    static readonly Option<double?> Budget = ExperimentOptions.Budget();
    static readonly Option<string?> Framework = new("--framework")
    {
        Description = $"One of {string.Join(", ", FrameworkRegistry.Names)}, for every encoder of table4, ablation and views; SimSiam when absent.", HelpName = "NAME",
    };

    static readonly Option<string> Backbone = CommonOptions.With("--backbone", "The network.", "resnet18", "NAME");
    static readonly Option<int> Width = CommonOptions.With("--width", "Channels after its first layer.", 16, "N");
    static readonly Option<int> Batch = CommonOptions.With("--batch", "Pairs in a step.", 128, "N");
    static readonly Option<int> Steps = CommonOptions.With("--steps", "Optimiser steps of each encoder.", 1000, "N");
    static readonly Option<double> Rate = CommonOptions.With("--learning-rate", "Learning rate per 256 pairs.", 0.05, "RATE");
    static readonly Option<int> Warmup = CommonOptions.With("--warmup-steps", "Steps over which the rate rises from 0.", 0, "N");
    static readonly Option<double> MinimumCrop = CommonOptions.With("--minimum-crop", "Smallest share of an image's area that a crop keeps.", 0.2, "SHARE");
    static readonly Option<bool> ZeroInitialResiduals = CommonOptions.With("--zero-initial-residuals", "Whether residual blocks start as the identity.", true, "BOOL");
    static readonly Option<bool> Flip = CommonOptions.With("--flip", "Whether half of the views are mirrored.", true, "BOOL");

    static readonly Option<int[]> Labels = new("--labels-per-class")
    {
        Description = "Small label budgets to probe beside all labels.", HelpName = "N", AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [10],
    };

    public static Command Create()
    {
        Framework.AcceptOnlyFromAmong([.. FrameworkRegistry.Names]);
        Augmentation.AcceptOnlyFromAmong([.. AugmentationRegistry.Names]);
        var command = new Command("experiment", "Train and probe the encoders of one of the paper's tables, or of views of one's own; a run that was stopped goes on.")
        {
            Design, Generator, Data, Skip, Measurement, Views, Augmentation, Seeds, Budget, Framework, Backbone, Width, Batch, Steps, Rate, Warmup, MinimumCrop,
            ZeroInitialResiduals, Flip, Labels, Out, Seed, Device,
        };
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var console = Terminal.For(parsed);
        var choice = DeviceChoice.Parse(parsed.GetRequiredValue(Device));
        int count = NumberRange.Check("--seeds", parsed.GetValue(Seeds), 1, 1000);
        using var budget = ExperimentOptions.Within(parsed.GetValue(Budget), cancellation);
        using var generator = NamedGenerator.LoadTorch(parsed.GetRequiredValue(Generator), choice);
        var measured = new MeasuredStrategies(parsed.GetValue(Measurement));
        var design = ExperimentDesigns.Find(parsed.GetRequiredValue(Design), new DesignInputs(
            generator.Layout, measured, [.. parsed.GetRequiredValue(Views).Select(DesignInputs.View)], parsed.GetRequiredValue(Augmentation)));
        if (design.Name != ExperimentDesigns.OwnViews && new Option[] { Views, Augmentation }.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } foreign)
            throw new ArgumentException($"{foreign.Name} goes with the experiment {ExperimentDesigns.OwnViews} alone.");
        if (parsed.GetValue(Framework) is { } framework) design = design.With(framework);
        foreach (var arm in design.Arms)
            if (arm.Strategy is { } strategy) StrategyArgument.Parse(strategy, generator.Layout).Resolve(generator.Layout);
        console.WriteLine(choice.Explanation);
        ImageDataset Read(DatasetSplit split) => DataArgument.Read(
            parsed.GetRequiredValue(Data), split, generator.ImageShape, parsed.GetValue(Skip), parsed.InvocationConfiguration.Output);
        var inputs = new ExperimentInputs(generator, Read(DatasetSplit.Train), Read(DatasetSplit.Test), parsed.GetRequiredValue(Device), StrategyArgument.Parse);
        var settings = Settings(parsed, inputs, measured);
        string folder = parsed.GetRequiredValue(Out).FullName;
        ulong[] seeds = [.. Enumerable.Range(0, count).Select(i => parsed.GetValue(Seed) + (ulong)i)];
        int planned = design.Arms.Sum(arm => arm.IsSeeded ? count : 1);
        var cells = TrainingBar.Run(console, report => new ExperimentRunner(inputs, settings, new CellStore(folder), report.Invoke).Run(
            design.Arms, seeds, finished => ExperimentResults.Of(design, settings, finished, planned).Write(folder), budget.Token));
        var results = ExperimentResults.Of(design, settings, cells, planned);
        results.Write(folder);
        console.Write(ExperimentText.Table(results));
        console.WriteLine(ResultsPage.Lead(results));
        console.WriteLine($"{folder}: {ExperimentResults.PageName}, {ExperimentResults.JsonName}, {ExperimentResults.CsvName}");
        if (cells.Count == planned) return;
        console.WriteLine($"{cells.Count} of {planned} are finished. The same command goes on from there.");
        cancellation.ThrowIfCancellationRequested();
    }

    static ExperimentSettings Settings(ParseResult parsed, ExperimentInputs inputs, MeasuredStrategies measured) => new()
    {
        Generator = parsed.GetRequiredValue(Generator),
        GeneratorSha256 = FileHash.Sha256(NamedGenerator.PathOf(parsed.GetRequiredValue(Generator))),
        MeasurementSha256 = measured.Sha256,
        ImagesSha256 = Hash(inputs),
        Backbone = parsed.GetRequiredValue(Backbone),
        Width = parsed.GetValue(Width),
        Batch = parsed.GetValue(Batch),
        Steps = NumberRange.Check("--steps", parsed.GetValue(Steps), 1, int.MaxValue),
        LearningRate = parsed.GetValue(Rate),
        WarmupSteps = parsed.GetValue(Warmup),
        MinimumCrop = parsed.GetValue(MinimumCrop),
        ZeroInitialResiduals = parsed.GetValue(ZeroInitialResiduals),
        HorizontalFlip = parsed.GetValue(Flip),
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
