using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.Experiments.Transfers;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.WeightFiles.Text;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm transfer</c>: encoders on several data sets (paper, Table 5); what is finished is not computed again.</summary>
static class TransferCommand
{
    static readonly Argument<string[]> Encoders = EncoderArgument.CreateMany();

    static readonly Option<string[]> Data = new("--data")
    {
        Description = $"NAME=FOLDER, once for each data set. Names: {string.Join(", ", DatasetDefinitions.All.Select(d => d.Name))}.",
        HelpName = "NAME=FOLDER",
        Required = true,
    };

    static readonly SettingOptions<TimeBudget> Budget = new(new TimeBudget());
    static readonly Option<DirectoryInfo> Out = CommonOptions.Out("Receives results.json, results.csv and index.html.");
    static readonly SettingOptions<TransferRun.Options> Settings = new(new TransferRun.Options());

    public static Command Create()
    {
        var command = new Command("transfer", "Probe encoders on several data sets; a run that was stopped goes on.") { Encoders, Data, Out };
        Budget.AddTo(command);
        Settings.AddTo(command);
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var console = Terminal.For(parsed);
        var violations = new Violations();
        var (options, budget) = (Settings.Read(parsed, violations), Budget.Read(parsed, violations));
        violations.ThrowIfAny();
        using var time = budget.Within(cancellation);
        TransferData[] datasets = [.. parsed.GetRequiredValue(Data).Select(TransferData.Parse)];
        console.WriteLine(DeviceChoice.Parse(options.Device).Explanation);
        string folder = parsed.GetRequiredValue(Out).FullName;
        var result = TrainingBar.Run(console, report => new TransferRun(options).Run(
            parsed.GetRequiredValue(Encoders), datasets, folder, report, line => console.WriteLine(Printable.Of(line)), time.Token));
        console.Write(TransferText.Table(result.Table));
        console.WriteLine(TransferText.Legend);
        console.WriteNote(IntervalText.Note(result.Table.Cells.Select(cell => cell.Top1), "seeds"));
        console.WriteLine($"{folder}: {ResultFolder.Names(result.IsFinished)}");
        if (result.IsFinished) return;
        console.WriteLine($"{result.Table.Cells.Count} of {result.Planned} are finished. The same command goes on from there.");
        cancellation.ThrowIfCancellationRequested();
    }
}
