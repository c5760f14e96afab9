using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Experiments.Designs;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.Experiments.Tables;
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

    static readonly Option<double?> Budget = ExperimentOptions.Budget();
    static readonly Experiment.Options Defaults = new();

    static readonly SettingOptions<Experiment.Options> Settings =
        EncoderSettings.Create(Defaults, options => options.Encoder, (options, encoder) => options with { Encoder = encoder });

    public static Command Create()
    {
        var command = new Command("experiment", "Train and probe the encoders of one of the paper's tables, or of views of one's own; a run that was stopped goes on.")
        {
            Design, Generator, Views, Budget, Out,
        };
        Data.AddTo(command);
        Settings.AddTo(command);
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var console = Terminal.For(parsed);
        string design = parsed.GetRequiredValue(Design);
        var options = Read(parsed, design);
        using var budget = ExperimentOptions.Within(parsed.GetValue(Budget), cancellation);
        console.WriteLine(DeviceChoice.Parse(options.Encoder.Device).Explanation);
        var images = Data.Source(parsed, console.WriteLine);
        string folder = parsed.GetRequiredValue(Out).FullName;
        var results = TrainingBar.Run(console, report => new Experiment(design, options).Run(
            parsed.GetRequiredValue(Generator), images, folder, report, budget.Token));
        console.Write(ExperimentText.Table(results));
        console.WriteNote(IntervalText.Note(results.Rows.SelectMany(row => row.Cells).Select(cell => cell.Top1), "encoder seeds"));
        console.WriteLine(results.Summary);
        console.WriteLine($"{folder}: {ResultFolder.PageName}, {ResultFolder.JsonName}, {ResultFolder.CsvName}");
        if (results.IsFinished) return;
        console.WriteLine($"{results.Finished} of {results.Planned} are finished. The same command goes on from there.");
        cancellation.ThrowIfCancellationRequested();
    }

    static Experiment.Options Read(ParseResult parsed, string design)
    {
        if (Settings.IsGiven(parsed, AugmentationOption) && !design.Equals(ExperimentDesigns.OwnViews, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"{AugmentationOption} goes with the experiment {ExperimentDesigns.OwnViews} alone.");
        var options = Settings.Read(parsed, Defaults);
        return options with
        {
            Framework = Settings.IsGiven(parsed, FrameworkOption) ? options.Encoder.Framework.Name : null,
            Views = [.. parsed.GetRequiredValue(Views).Select(OwnViews.Parse)],
        };
    }
}
