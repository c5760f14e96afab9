using System.CommandLine;
using System.Text.Json;
using Microsoft.ML;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Experiments.Probes;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm evaluate</c>: linear probes, and nearest neighbours, of encoders and of raw pixels on labelled images.</summary>
static class EvaluateCommand
{
    static readonly Argument<string[]> Encoders = EncoderArgument.CreateMany();
    static readonly Option<string> Data = DataArgument.Create();
    static readonly Option<bool> Skip = DataArgument.Skip();

    static readonly Option<int[]> Labels = new("--labels-per-class")
    {
        Description = "Small label budgets to probe beside all labels. May be repeated.", HelpName = "N", DefaultValueFactory = _ => [10],
    };

    static readonly Option<int> Draws = new("--draws") { Description = "Draws per small budget.", HelpName = "N", DefaultValueFactory = _ => 3 };

    static readonly Option<int?> Neighbours = new("--knn")
    {
        Description = "Also classify by this many nearest neighbours among all training images; nothing is trained.", HelpName = "K",
    };

    static readonly Option<DirectoryInfo?> Out = new("--out", "-o")
    {
        Description = $"Receives {ResultFolder.JsonName}, {ResultFolder.CsvName} and {ResultFolder.PageName}; what is finished there is not " +
            "computed again.",
        HelpName = "DIR",
    };

    static readonly Option<double?> Budget = ExperimentOptions.Budget();
    static readonly Option<ulong> Seed = CommonOptions.Seed();
    static readonly Option<string> Device = CommonOptions.Device();
    static readonly Option<FileInfo?> Json = CommonOptions.Json();

    public static Command Create()
    {
        var command = new Command("evaluate", "Probe encoders and raw pixels linearly on labelled images.")
        {
            Encoders, Data, Skip, Labels, Draws, Neighbours, Out, Budget, Seed, Device, Json,
        };
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var text = parsed.InvocationConfiguration.Output;
        string? folder = parsed.GetValue(Out)?.FullName;
        if (folder is null && parsed.GetValue(Budget) is not null) throw new ArgumentException("--budget needs --out, where what is finished is kept.");
        using var budget = ExperimentOptions.Within(parsed.GetValue(Budget), cancellation);
        int? k = parsed.GetValue(Neighbours) is { } given ? NumberRange.Check("--knn", given, 1, 10_000) : null;
        int[] labels = parsed.GetRequiredValue(Labels);
        int draws = NumberRange.Check("--draws", parsed.GetValue(Draws), 1, 1000);
        ulong[] seeds = [.. Enumerable.Range(0, draws).Select(i => parsed.GetValue(Seed) + (ulong)i)];
        var choice = DeviceChoice.Parse(parsed.GetRequiredValue(Device));
        text.WriteLine(choice.Explanation);
        var probes = new EncoderProbes(
            new ProbeProtocol(new MLContext(seed: 0), new ProbeProtocol.Options { LabelsPerClass = labels, Seeds = seeds }),
            k is { } neighbours ? new NearestNeighbourProbe(new NearestNeighbourProbe.Options { Neighbours = neighbours }) : null,
            (split, shape) => DataArgument.Read(parsed.GetRequiredValue(Data), split, shape, parsed.GetValue(Skip), text), choice,
            folder is null ? null : new ProbeStore(folder, JsonSerializer.Serialize(new { labels, seeds, k })));
        var table = new ProbeTable(probes.Run(parsed.GetRequiredValue(Encoders), budget.Token));
        cancellation.ThrowIfCancellationRequested();
        JsonFile.Write(parsed.GetValue(Json), table);
        if (table.Cells.Count > 0)
        {
            text.Write(table.ToMarkdown());
            if (folder is not null) ProbeFolder.Write(folder, $"Encoders on {parsed.GetValue(Data)}", table);
        }
        if (!probes.IsFinished) text.WriteLine("Time is up before everything is finished. The same command goes on from there.");
    }
}
