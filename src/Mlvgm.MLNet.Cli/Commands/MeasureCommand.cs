using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Experiments.Measurements;
using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Measurement.Reports;
using Mlvgm.MLNet.Measurement.Training;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm measure</c>: how much each latent of a generator matters (paper, Table 1).</summary>
static class MeasureCommand
{
    public static Command Create()
    {
        var options = new MeasureOptions();
        var command = new Command("measure", "Measure how much each latent of a generator matters; a measurement that was stopped goes on.");
        options.AddTo(command);
        command.SetCancellable((parsed, cancellationToken) => Run(parsed, options, cancellationToken));
        return command;
    }

    static void Run(ParseResult parsed, MeasureOptions options, CancellationToken cancellationToken)
    {
        var console = Terminal.For(parsed);
        var request = options.Read(parsed);
        var choice = DeviceChoice.Parse(request.Device);
        GeneratorArgument.SayCode(options.GeneratorOf(parsed), request.Use.TrustCode, console.WriteLine);
        var opened = NamedGenerator.Load(options.GeneratorOf(parsed), choice, request.Use.TrustCode);
        using var owned = opened as IDisposable;
        var settings = options.For(parsed, request, opened.ImageShape);
        ulong[] seeds = request.Own.Seeds is [_, ..] several ? [.. several] : [settings.Seed];
        // Refuses what cannot be measured before a folder is made or an option is printed.
        var levels = new LatentMeasurement(opened, settings).Levels;
        console.WriteLine(choice.Explanation);
        console.WriteLine(MeasurementText.Levels(opened.Name, levels));
        if (parsed.GetValue(options.DryRun))
        {
            console.Write(MeasurementText.Plan(settings, seeds));
            return;
        }
        using var budget = request.Budget.Within(cancellationToken);
        string folder = parsed.GetRequiredValue(options.Out).FullName;
        var generator = request.Use.InPieces((TorchGenerator)opened);
        if (MeasureAll(generator, settings, seeds, folder, console, budget.Token) is not { } reports)
        {
            // The end of the budget is what was asked for; Ctrl-C is an interruption.
            cancellationToken.ThrowIfCancellationRequested();
            return;
        }
        console.Write(MeasurementText.Table(reports));
        console.WriteLine($"{folder}: {(reports.Count > 1 ? $"{Spread.FileName}, and a folder for each seed with " : "")}report.html, report.json, walkers");
        if (reports.Count == 1) JsonFile.Write(parsed.GetValue(options.Json), reports[0]);
        else JsonFile.Write(parsed.GetValue(options.Json), reports);
    }

    /// <summary>Null where it was stopped.</summary>
    static IReadOnlyList<MeasurementReport>? MeasureAll(
        TorchGenerator generator, MeasurementOptions settings, ulong[] seeds, string folder, IAnsiConsole console, CancellationToken cancellation)
    {
        try
        {
            return TrainingBar.Run(console, report => SeededMeasurements.Run(
                generator, settings, seeds, folder, new MeasurementBar(report, seeds).Show, console.WriteLine, cancellation));
        }
        catch (OperationCanceledException)
        {
            console.WriteLine($"Stopped. The same command goes on from what is in {folder}.");
            return null;
        }
    }
}
