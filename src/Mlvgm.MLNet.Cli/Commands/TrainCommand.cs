using System.CommandLine;
using Microsoft.ML;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm train</c>: an encoder by Continuous Sampling from a generator, or from real images.</summary>
static class TrainCommand
{
    const string ImageColumn = "Image";

    public static Command Create()
    {
        var pairs = new PairsOptions();
        var records = EncoderSettings.Create(new SelfSupervisedEncoderEstimator.Options());
        var preset = new Option<string?>("--preset")
        {
            Description = $"Settings to start from, which other options change: {string.Join(", ", EncoderPresets.All.Names)}.",
            HelpName = "NAME",
        };
        var labelled = new Option<string?>("--knn-data")
        {
            Description = "Labelled images on which nearest neighbours are classified from time to time.",
            HelpName = "PATH",
        };
        var existing = new ExistingRunOptions();
        var output = CommonOptions.Out("The run directory; it must be empty unless --resume or --replace is given.");
        var json = CommonOptions.Json();
        var command = new Command("train", "Train an encoder on views of a generator, every pair new, or of real images.");
        pairs.AddTo(command);
        command.Add(preset);
        records.AddTo(command);
        command.Add(labelled);
        existing.AddTo(command);
        command.Add(output);
        command.Add(json);
        command.SetCancellable((parsed, cancellationToken) =>
        {
            var text = parsed.InvocationConfiguration.Output;
            var found = existing.Read(parsed);
            var start = parsed.GetValue(preset) is { } name ? EncoderPresets.Create(name) : new SelfSupervisedEncoderEstimator.Options();
            var violations = new Violations();
            var settings = records.Read(parsed, start, violations);
            var inputs = pairs.Read(parsed, violations);
            violations.ThrowIfAny();
            var choice = DeviceChoice.Parse(settings.Device);
            text.WriteLine(choice.Explanation);
            var ml = new MLContext();
            TrainingMessages.Print(ml, nameof(SelfSupervisedEncoderEstimator), text);
            using var opened = pairs.Open(parsed, inputs, ml, choice, settings.Training.Seed, ImageColumn, text);
            var options = settings with
            {
                LabelledImages = Labelled(ml, parsed.GetValue(labelled), inputs.Reading, opened.ImageShape, text),
                Run = settings.Run with { Directory = parsed.GetRequiredValue(output).FullName, Existing = found },
                Training = settings.Training with { Progress = new ConsoleProgress(text).Report },
                CancellationToken = cancellationToken,
            };
            var trained = ml.Transforms.SelfSupervisedEncoder("Features", ImageColumn, options).Train(opened.View);
            using var transformer = trained.Transformer;
            TrainingReport.Write(text, trained);
            opened.Images?.Add(DatasetSplit.Train, trained.PassedOver);
            var report = TrainingReport.Of(trained, options.Training.Seed);
            if (opened.Images is { } real) JsonFile.Write(parsed.GetValue(json), real.Report(report));
            else JsonFile.Write(parsed.GetValue(json), report);
            // The best encoder so far is written, as --keep-partial asks; the exit code says that it is not all that was asked for.
            if (trained.Training.Cancelled) throw new OperationCanceledException(cancellationToken);
        });
        return command;
    }

    /// <summary>Labelled images, read as those that are learned from, of which none is held out.</summary>
    static IDataView? Labelled(MLContext ml, string? path, ImageSplitOptions reading, ImageShape shape, TextWriter text) => path is null
        ? null
        : ml.Data.LoadFromImageDataset(
            DataOptions.Source(path, reading with { HoldOut = null }, text.WriteLine).Read(DatasetSplit.Train, shape), ImageColumn);
}
