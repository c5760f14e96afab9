using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Experiments.Feeding;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm feeding</c>: seconds and energy of an epoch by generator, JPEG files and decoded store (paper, Figure 5).</summary>
static class FeedingCommand
{
    static readonly Argument<string> Generator = GeneratorArgument.Create();
    static readonly DataOptions Data = new();
    static readonly SettingOptions<TimeBudget> Budget = new(new TimeBudget());
    static readonly Option<DirectoryInfo> Out = CommonOptions.Out("Receives results.json, results.csv and index.html.");
    static readonly SettingOptions<FeedingExperiment.Options> Settings = new(new FeedingExperiment.Options());

    public static Command Create()
    {
        var command = new Command("feeding", "Compare ways of feeding an encoder: seconds and energy of an epoch.") { Generator, Out };
        Budget.AddTo(command);
        Data.AddTo(command);
        Settings.AddTo(command);
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var console = Terminal.For(parsed);
        var violations = new Violations();
        var options = Settings.Read(parsed, violations);
        var (reading, budget) = (Data.Read(parsed, violations), Budget.Read(parsed, violations));
        violations.ThrowIfAny();
        using var time = budget.Within(cancellation);
        console.WriteLine(DeviceChoice.Parse(options.Device).Explanation);
        GeneratorArgument.SayCode(parsed.GetRequiredValue(Generator), options.TrustCode, console.WriteLine);
        var images = Data.Source(parsed, reading, console.WriteLine);
        string folder = parsed.GetRequiredValue(Out).FullName;
        var result = new FeedingExperiment(options).Run(
            parsed.GetRequiredValue(Generator), images, folder, report => console.WriteLine(Line(report)), time.Token);
        console.WriteLine($"{folder}: {ResultFolder.Names(result.IsFinished)}");
        if (result.IsFinished) return;
        console.WriteLine($"{result.Results.Count} of {result.Planned} are finished. The same command goes on from there.");
        cancellation.ThrowIfCancellationRequested();
    }

    static string Line(FeedingReport report) => report.Results is [.., var epoch]
        ? FormattableString.Invariant($"{report.Results.Count}/{report.Planned} {epoch.Way}, batch {epoch.Batch}: {epoch.Seconds:f1} s, ") +
            FormattableString.Invariant($"{epoch.Joules:f0} J, {epoch.GramsCo2:f3} g CO2")
        : $"energy: {report.Settings.Energy}";
}
