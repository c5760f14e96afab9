using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Experiments.Probes;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm evaluate</c>: linear probes, and nearest neighbours, of encoders and of raw pixels on labelled images.</summary>
static class EvaluateCommand
{
    static readonly Argument<string[]> Encoders = EncoderArgument.CreateMany();
    static readonly DataOptions Data = new();

    static readonly Option<DirectoryInfo?> Out = new("--out", "-o")
    {
        Description = $"Receives {ResultFolder.JsonName}, {ResultFolder.CsvName} and {ResultFolder.PageName}; what is finished there is not " +
            "computed again.",
        HelpName = "DIR",
    };

    static readonly SettingOptions<TimeBudget> Budget = new(new TimeBudget());
    static readonly Option<FileInfo?> Json = CommonOptions.Json();
    static readonly SettingOptions<EncoderEvaluation.Options> Settings = new(new EncoderEvaluation.Options());

    public static Command Create()
    {
        var command = new Command("evaluate", "Probe encoders and raw pixels linearly on labelled images.") { Encoders, Out, Json };
        Budget.AddTo(command);
        Data.AddTo(command);
        Settings.AddTo(command);
        command.SetCancellable(Run);
        return command;
    }

    static void Run(ParseResult parsed, CancellationToken cancellation)
    {
        var text = parsed.InvocationConfiguration.Output;
        string? folder = parsed.GetValue(Out)?.FullName;
        var violations = new Violations();
        var options = Settings.Read(parsed, violations);
        var (reading, budget) = (Data.Read(parsed, violations), Budget.Read(parsed, violations));
        violations.Require(folder is not null || budget.Budget is null, "--budget needs --out, where what is finished is kept.");
        violations.ThrowIfAny();
        using var time = budget.Within(cancellation);
        text.WriteLine(DeviceChoice.Parse(options.Device).Explanation);
        var images = Data.Source(parsed, reading, text.WriteLine);
        var result = new EncoderEvaluation(options).Run(parsed.GetRequiredValue(Encoders), images, folder, time.Token);
        cancellation.ThrowIfCancellationRequested();
        JsonFile.Write(parsed.GetValue(Json), images.Report(result.Table));
        if (result.Table.Cells.Count > 0) text.Write(result.Table.ToMarkdown());
        if (!result.IsFinished) text.WriteLine("Time is up before everything is finished. The same command goes on from there.");
    }
}
