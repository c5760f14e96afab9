using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Experiments.Feeding;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.Torch.Devices;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm feeding</c>: seconds and energy of an epoch by generator, JPEG files and decoded store (paper, Figure 5).</summary>
static class FeedingCommand
{
    static readonly Argument<string> Generator = GeneratorArgument.Create();
    static readonly DataOptions Data = new();
    static readonly Option<double?> Budget = ExperimentOptions.Budget();
    static readonly Option<DirectoryInfo> Out = CommonOptions.Out("Receives results.json, results.csv and index.html.");
    static readonly SettingOptions<FeedingExperiment.Options> Settings = new(new FeedingExperiment.Options());

    public static Command Create()
    {
        var command = new Command("feeding", "Compare ways of feeding an encoder: seconds and energy of an epoch.") { Generator, Budget, Out };
        Data.AddTo(command);
        Settings.AddTo(command);
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var console = Terminal.For(parsed);
        var options = Settings.Read(parsed, new FeedingExperiment.Options());
        using var budget = ExperimentOptions.Within(parsed.GetValue(Budget), cancellation);
        console.WriteLine(DeviceChoice.Parse(options.Device).Explanation);
        var images = Data.Source(parsed, console.WriteLine);
        string folder = parsed.GetRequiredValue(Out).FullName;
        var result = new FeedingExperiment(options).Run(
            parsed.GetRequiredValue(Generator), images, folder, report => console.WriteLine(Line(report)), budget.Token);
        cancellation.ThrowIfCancellationRequested();
        if (!result.IsFinished) console.WriteLine($"{result.Results.Count} of {result.Planned} are finished. The same command goes on from there.");
        console.WriteLine($"{folder}: {ResultFolder.PageName}, {ResultFolder.JsonName}, {ResultFolder.CsvName}");
    }

    static string Line(FeedingReport report) => report.Results is [.., var epoch]
        ? FormattableString.Invariant($"{report.Results.Count}/{report.Planned} {epoch.Way}, batch {epoch.Batch}: {epoch.Seconds:f1} s, ") +
            FormattableString.Invariant($"{epoch.Joules:f0} J, {epoch.GramsCo2:f3} g CO2")
        : $"energy: {report.Settings.Energy}";
}
