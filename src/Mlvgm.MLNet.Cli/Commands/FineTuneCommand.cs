using System.CommandLine;
using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Cli.Settings;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.FineTuning;
using Mlvgm.MLNet.Reports.Json;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm fine-tune</c>: a classifier of one's own images, end to end, from any backbone.</summary>
static class FineTuneCommand
{
    const string ImageColumn = "Image", LabelColumn = "Label";

    public static Command Create()
    {
        var images = new DataOptions("--images", "Labelled images: a folder of class folders, a .zip of the same, or IDX files.");
        var size = new SettingOptions<ClassifiedImages>(new ClassifiedImages());
        var records = Settings();
        var existing = new ExistingRunOptions();
        var output = CommonOptions.Out("The run directory; it must be empty unless --resume or --replace is given.");
        var json = CommonOptions.Json();
        var command = new Command("fine-tune", "Train a classifier of labelled images: a backbone, from random or given weights, and a layer above it.");
        images.AddTo(command);
        size.AddTo(command);
        records.AddTo(command);
        existing.AddTo(command);
        command.Add(output);
        command.Add(json);
        command.SetCancellable((parsed, cancellationToken) =>
        {
            var text = parsed.InvocationConfiguration.Output;
            var found = existing.Read(parsed);
            var violations = new Violations();
            var settings = records.Read(parsed, violations);
            var use = size.Read(parsed, violations);
            var reading = images.Read(parsed, violations);
            violations.ThrowIfAny();
            string folder = parsed.GetRequiredValue(output).FullName;
            text.WriteLine(DeviceChoice.Parse(settings.Device).Explanation);
            var ml = new MLContext();
            TrainingMessages.Print(ml, nameof(FineTuningTrainer), text);
            var source = images.Source(parsed, reading, text.WriteLine);
            var all = source.OpenTraining(use.ImageSize);
            if (all.Labels.Count == 0) throw new ArgumentException($"'{source.Path}' has no classes to learn: it needs a folder for each.");
            var train = use.Of(all, settings.Training.Seed);
            text.WriteLine($"{train.Count} images of {train.Shape} in {train.ClassNames.Count} classes");
            var trained = ml.MulticlassClassification.Trainers.FineTuning(LabelColumn, ImageColumn, settings with
            {
                Run = settings.Run with { Directory = folder, Existing = found },
                Training = settings.Training with { Progress = new ConsoleProgress(text).Report },
                CancellationToken = cancellationToken,
            }).Train(ml.Data.LoadFromImageDataset(train, ImageColumn, LabelColumn));
            source.Add(DatasetSplit.Train, trained.PassedOver);
            var test = trained.Training.Cancelled ? null : Test(ml, source.For(trained.Card), train, trained);
            if (test is not null)
            {
                var run = new ProbeRun($"fine-tuned {settings.Backbone.Label}", use.LabelsPerClass, settings.Training.Seed, test.Result);
                ReportJson.Write(Path.Combine(folder, ResultFolder.JsonName), new ProbeTable([run]));
            }
            FineTuningReport.Write(text, trained, test);
            JsonFile.Write(parsed.GetValue(json), source.Report(FineTuningReport.Of(trained, test, settings.Training.Seed)));
            if (trained.Training.Cancelled) throw new OperationCanceledException(cancellationToken);
        });
        return command;
    }

    /// <summary>Options for the settings of fine-tuning; made anew, since a command owns its options.</summary>
    public static SettingOptions<FineTuningTrainer.Options> Settings()
    {
        var defaults = new FineTuningTrainer.Options();
        return new SettingOptions<FineTuningTrainer.Options>(
            defaults,
            ChoiceOption<FineTuningTrainer.Options>.Of(
                "--backbone", BackboneRegistry.All, options => options.Backbone, (options, part) => options with { Backbone = part }, defaults,
                ("a network's FILE.onnx", BackboneRegistry.OfFile)),
            ChoiceOption<FineTuningTrainer.Options>.Of(
                "--augmentation", AugmentationRegistry.All, options => options.Augmentation, (options, part) => options with { Augmentation = part }, defaults));
    }

    /// <summary>The figures on the test part; null where there is none.</summary>
    static TestFigures? Test(MLContext ml, ImageSource source, IImageSet train, FineTunedClassifier trained)
    {
        IImageSet test;
        try
        {
            // What is decoded as it goes cannot leave out what does not decode.
            test = source.Reading.SkipUndecodable ? source.Read(DatasetSplit.Test, train.Shape) : source.Open(DatasetSplit.Test, train.Shape);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        ImageSets.Check(train, test);
        var predicted = trained.Transformer.Transform(ml.Data.LoadFromImageDataset(test, ImageColumn, LabelColumn));
        try
        {
            var metrics = ml.MulticlassClassification.Evaluate(predicted, LabelColumn, topKPredictionCount: Math.Min(ProbeResult.TopK, train.ClassNames.Count));
            return new TestFigures(
                test.Count, metrics.MicroAccuracy, metrics.MacroAccuracy, metrics.LogLoss,
                ProbeResult.Of(metrics, trained.Learned, trained.Training.Elapsed.TotalSeconds));
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            throw new InvalidDataException($"{FailureReason.Of(e)} The classifier is written, and not tested.", e);
        }
    }
}
