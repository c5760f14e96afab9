using System.CommandLine;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Measurement.Reports;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.Generators;
using Spectre.Console;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm measure</c>: how much each latent of a generator matters (paper, Table 1).</summary>
static class MeasureCommand
{
    public static Command Create()
    {
        var options = new MeasureOptions();
        var command = new Command("measure", "Measure how much each latent of a generator matters; a measurement that was stopped goes on.");
        foreach (var option in options.All) command.Add(option);
        command.SetCancellable((parsed, cancellationToken) => Run(parsed, options, cancellationToken));
        return command;
    }

    static void Run(ParseResult parsed, MeasureOptions options, CancellationToken cancellationToken)
    {
        var console = Terminal.For(parsed);
        var choice = DeviceChoice.Parse(parsed.GetRequiredValue(options.Device));
        var opened = GeneratorArgument.Load(parsed.GetRequiredValue(options.Generator), choice);
        using var owned = opened as IDisposable;
        var settings = options.Read(parsed, opened.ImageShape);
        // Refuses what cannot be measured before a folder is made or an option is printed.
        var levels = new LatentMeasurement(opened, settings).Levels;
        var generator = (TorchGenerator)opened;
        console.WriteLine(choice.Explanation);
        console.WriteLine(FormattableString.Invariant($"{levels.Count} levels of {generator.Name}: ") +
            $"{string.Join(", ", levels.Select(level => $"{level.Name} ({level.Size})"))}");
        ulong[] seeds = options.SeedsOf(parsed);
        string folder = parsed.GetRequiredValue(options.Out).FullName;
        if (parsed.GetValue(options.DryRun))
        {
            JsonFile.Write(parsed.GetValue(options.Json), settings);
            console.WriteLine(settings.ToString());
            return;
        }
        var reports = TrainingBar.Run(console, report => seeds.Select((seed, i) => Measure(
            generator, settings with { Seed = seed }, seeds.Length == 1 ? folder : Path.Combine(folder, $"seed-{seed}"),
            progress => report((long)((i + progress.Done) / seeds.Length * 10_000), 10_000, Line(progress, seed, seeds.Length)),
            cancellationToken)).ToList());
        console.Write(MeasurementText.Table(reports));
        if (reports.Count > 1) Spread.Of(reports).Write(folder);
        console.WriteLine($"{folder}: {(reports.Count > 1 ? $"{Spread.FileName}, and a folder for each seed with " : "")}report.html, report.json, walkers");
        if (reports.Count == 1) JsonFile.Write(parsed.GetValue(options.Json), reports[0]);
        else JsonFile.Write(parsed.GetValue(options.Json), reports);
    }

    static MeasurementReport Measure(
        TorchGenerator generator, MeasurementOptions settings, string folder, Action<MeasurementProgress> progress, CancellationToken cancellation)
    {
        var measurement = new LatentMeasurement(generator, settings with { Progress = progress });
        var result = measurement.Run(Path.Combine(folder, MeasurementFolder.StateName), cancellation);
        return MeasurementFolder.Write(folder, generator, result);
    }

    static string Line(MeasurementProgress progress, ulong seed, int seeds) => FormattableString.Invariant(
        $"{(seeds > 1 ? $"seed {seed}, " : "")}{progress.Level} ({progress.LevelIndex + 1} of {progress.LevelCount}) {progress.Phase}, ") +
        FormattableString.Invariant($"iteration {progress.Iteration}, InfoNCE {progress.InfoNcePaperScale:f2} (paper's scale), |p(z)| {progress.Perturbation:f2}");
}
