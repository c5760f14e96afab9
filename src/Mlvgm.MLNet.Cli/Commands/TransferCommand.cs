using System.CommandLine;
using Microsoft.ML;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Evaluation.Transfer;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.Experiments.Transfers;
using Mlvgm.MLNet.Torch.Devices;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm transfer</c>: encoders on several data sets (paper, Table 5); what is finished is not computed again.</summary>
static class TransferCommand
{
    static readonly Argument<string[]> Encoders = EncoderArgument.CreateMany();

    static readonly Option<string[]> Data = new("--data")
    {
        Description = $"NAME=FOLDER, once for each data set. Names: {string.Join(", ", DatasetDefinitions.All.Select(d => d.Name))}.",
        HelpName = "NAME=FOLDER", Required = true,
    };

    static readonly Option<ProbeKind> Probe = new("--probe")
    {
        Description = "Lbfgs: ML.NET's maximum entropy on fixed features. Sgd: the paper's, on images cropped anew in every epoch.",
        DefaultValueFactory = _ => ProbeKind.Lbfgs,
    };

    static readonly Option<int> Epochs = new("--epochs")
    {
        Description = "Epochs of the paper's probe; it takes 100 for cars and aircraft.", HelpName = "N",
        DefaultValueFactory = _ => new Evaluation.Probes.SgdProbe.Options().Epochs,
    };

    static readonly Option<int> Seeds = new("--seeds")
    {
        Description = "Seeds of the split, where none is published, and of the paper's probe.", HelpName = "N", DefaultValueFactory = _ => 1,
    };

    static readonly Option<double?> Budget = ExperimentOptions.Budget();
    static readonly Option<DirectoryInfo> Out = CommonOptions.Out("Receives results.json, results.csv and index.html.");
    static readonly Option<ulong> Seed = CommonOptions.Seed();
    static readonly Option<string> Device = CommonOptions.Device();

    public static Command Create()
    {
        var command = new Command("transfer", "Probe encoders on several data sets; a run that was stopped goes on.")
        {
            Encoders, Data, Probe, Epochs, Seeds, Budget, Out, Seed, Device,
        };
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var console = Terminal.For(parsed);
        var choice = DeviceChoice.Parse(parsed.GetRequiredValue(Device));
        using var budget = ExperimentOptions.Within(parsed.GetValue(Budget), cancellation);
        (IDatasetDefinition Definition, string Folder)[] datasets = [.. parsed.GetRequiredValue(Data).Select(Dataset)];
        ulong first = parsed.GetValue(Seed);
        var protocol = new TransferProtocol(new MLContext(seed: 0), new TransferProtocol.Options
        {
            Probe = parsed.GetValue(Probe),
            Seeds = [.. Enumerable.Range(0, NumberRange.Check("--seeds", parsed.GetValue(Seeds), 1, 1000)).Select(i => first + (ulong)i)],
            Sgd = new() { Epochs = NumberRange.Check("--epochs", parsed.GetValue(Epochs), 1, 100_000) },
        });
        console.WriteLine(choice.Explanation);
        string folder = parsed.GetRequiredValue(Out).FullName;
        var store = new TransferStore(folder);
        int planned = parsed.GetRequiredValue(Encoders).Length * datasets.Length;
        var cells = TrainingBar.Run(console, report => RunAll(parsed, protocol, datasets, store, choice, planned, report, budget.Token));
        var table = new TransferTable(cells);
        TransferFolder.Write(folder, table, planned);
        console.Write(TransferText.Table(table));
        console.WriteLine($"{folder}: {ResultFolder.PageName}, {ResultFolder.JsonName}, {ResultFolder.CsvName}");
        if (cells.Count == planned) return;
        console.WriteLine($"{cells.Count} of {planned} are finished. The same command goes on from there.");
        cancellation.ThrowIfCancellationRequested();
    }

    static List<TransferCell> RunAll(
        ParseResult parsed, TransferProtocol protocol, (IDatasetDefinition Definition, string Folder)[] datasets, TransferStore store, DeviceChoice device,
        int planned, TrainingBar.Report report, CancellationToken cancellation)
    {
        var cells = new List<TransferCell>();
        try
        {
            foreach (string name in parsed.GetRequiredValue(Encoders))
            {
                string path = NamedEncoder.PathOf(name);
                using var encoder = new EncoderFile(path, device);
                foreach (var (definition, folder) in datasets)
                {
                    var key = TransferKey.Of(path, definition, folder, protocol);
                    report(cells.Count, planned, $"{name} on {definition.Title}");
                    cells.Add(store.Find(key) ?? store.Write(key, protocol.Run(
                        name, encoder.Network, encoder.Card, definition, folder,
                        (done, total, loss) => report(cells.Count, planned, FormattableString.Invariant($"{definition.Title}: epoch {done}/{total}, loss {loss:f3}")),
                        cancellation)));
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            report(cells.Count, planned, "stopped");
        }
        return cells;
    }

    static (IDatasetDefinition, string) Dataset(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals == text.Length - 1) throw new ArgumentException($"--data is '{text}', expected NAME=FOLDER.");
        return (DatasetDefinitions.Find(text[..equals]), text[(equals + 1)..]);
    }
}
