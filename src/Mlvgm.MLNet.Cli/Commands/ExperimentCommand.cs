using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Experiments.Designs;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.Experiments.Tables;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm experiment</c>: a table of the paper, encoder by encoder; a run that was stopped goes on.</summary>
static class ExperimentCommand
{
    const string AugmentationOption = "--augmentation";
    const string FrameworkOption = "--framework";

    static readonly Argument<string> Design = new("experiment") { Description = $"One of {string.Join(", ", ExperimentDesigns.Names)}." };
    static readonly Option<string> Generator = new("--generator") { Description = GeneratorArgument.Create().Description, HelpName = "GENERATOR", Required = true };
    static readonly DataOptions Data = new();
    static readonly Option<DirectoryInfo> Out = CommonOptions.Out("Receives results.json, results.csv, index.html, and every run.");

    static readonly Option<string[]> Views = new("--views")
    {
        Description = $"A row of the experiment views. May be repeated; the last is compared with the others. {StrategyArgument.Help}",
        HelpName = "NAME=STRATEGY",
        DefaultValueFactory = _ => [],
    };

    static readonly SettingOptions<TimeBudget> Budget = new(new TimeBudget());
    static readonly SettingOptions<Experiment.Options> Settings =
        EncoderSettings.Create(new Experiment.Options(), options => options.Encoder, (options, encoder) => options with { Encoder = encoder });

    public static Command Create()
    {
        var command = new Command("experiment", "Train and probe the encoders of one of the paper's tables, or of views of one's own; a run that was stopped goes on.")
        {
            Design, Generator, Views, Out,
        };
        Budget.AddTo(command);
        Data.AddTo(command);
        Settings.AddTo(command);
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var console = Terminal.For(parsed);
        string design = parsed.GetRequiredValue(Design);
        var violations = new Violations();
        var options = Read(parsed, design, violations);
        var (reading, budget) = (Data.Read(parsed, violations), Budget.Read(parsed, violations));
        violations.ThrowIfAny();
        options = options with { Views = [.. parsed.GetRequiredValue(Views).Select(OwnViews.Parse)] };
        using var time = budget.Within(cancellation);
        console.WriteLine(DeviceChoice.Parse(options.Encoder.Device).Explanation);
        GeneratorArgument.SayCode(parsed.GetRequiredValue(Generator), options.TrustCode, console.WriteLine);
        var images = Data.Source(parsed, reading, console.WriteLine);
        string folder = parsed.GetRequiredValue(Out).FullName;
        var results = TrainingBar.Run(console, report => new Experiment(design, options).Run(
            parsed.GetRequiredValue(Generator), images, folder, report, time.Token));
        console.Write(ExperimentText.Table(results));
        console.WriteNote(IntervalText.Note(results.Rows.SelectMany(row => row.Cells).Select(cell => cell.Top1), "encoder seeds"));
        console.WriteLine(results.Summary);
        console.WriteLine($"{folder}: {ResultFolder.Names(results.IsFinished)}");
        if (results.IsFinished) return;
        console.WriteLine($"{results.Finished} of {results.Planned} are finished. The same command goes on from there.");
        cancellation.ThrowIfCancellationRequested();
    }

    static Experiment.Options Read(ParseResult parsed, string design, Violations violations)
    {
        violations.Require(
            !Settings.IsGiven(parsed, AugmentationOption) || design.Equals(ExperimentDesigns.OwnViews, StringComparison.OrdinalIgnoreCase),
            $"{AugmentationOption} goes with the experiment {ExperimentDesigns.OwnViews} alone.");
        var options = Settings.Read(parsed, violations);
        return options with { Framework = Settings.IsGiven(parsed, FrameworkOption) ? options.Encoder.Framework.Name : null };
    }
}
