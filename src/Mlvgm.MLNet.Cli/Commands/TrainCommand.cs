using System.CommandLine;
using Microsoft.ML;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm train</c>: an encoder by Continuous Sampling from a generator.</summary>
static class TrainCommand
{
    static readonly SelfSupervisedEncoderEstimator.Options Defaults = new();

    public static Command Create()
    {
        var generatorName = GeneratorArgument.Create();
        var strategy = new Option<string>("--strategy")
        {
            Description = $"How positives differ from anchors: {StrategyArgument.Help}",
            HelpName = "STRATEGY",
            DefaultValueFactory = _ => "random:0.3",
        };
        var framework = Named("--framework", $"One of {string.Join(", ", FrameworkRegistry.Names)}.", Defaults.Framework);
        var temperature = Number("--temperature", "Temperature of SimCLR's loss.", Defaults.Temperature);
        var momentum = Number("--target-momentum", "The share of itself that BYOL's target keeps at each step.", Defaults.TargetMomentum);
        var momentumSchedule = new Option<MomentumSchedule>("--target-momentum-schedule")
        {
            Description = "Whether that share stays or rises to 1.",
            DefaultValueFactory = _ => Defaults.TargetMomentumSchedule,
        };
        var backbone = Named("--backbone", $"One of {string.Join(", ", BackboneRegistry.Names)}.", Defaults.Backbone);
        var width = Number("--width", "Channels after the first layer; features are 8 times as wide.", Defaults.Width);
        var batch = Number("--batch", "Pairs in a step.", Defaults.BatchSize);
        var steps = Number("--steps", "Optimiser steps; 0 exports the untrained encoder.", Defaults.Steps);
        var rate = Number("--learning-rate", "Learning rate per 256 pairs.", Defaults.LearningRate);
        var warmup = Number("--warmup-steps", "Steps over which the learning rate rises from 0.", Defaults.WarmupSteps);
        var zero = new Option<bool>("--zero-initial-residuals")
        {
            Description = "Whether residual blocks start as the identity: false learns more in short runs.",
            DefaultValueFactory = _ => Defaults.ZeroInitialResiduals,
        };
        var augmentation = Named("--augmentation", $"One of {string.Join(", ", AugmentationRegistry.Names)}.", Defaults.Augmentation);
        var colorJitter = new Option<ColorJitterFlavour>("--color-jitter")
        {
            Description = "Whose colour jitter is meant.",
            DefaultValueFactory = _ => Defaults.ColorJitter,
        };
        var crop = Number("--minimum-crop", "Smallest share of an image's area that a crop keeps.", Defaults.MinimumCropScale);
        var output = CommonOptions.Out("Where to write encoder.onnx and checkpoint.safetensors.");
        var (seed, device, json) = (CommonOptions.Seed(), CommonOptions.Device(), CommonOptions.Json());
        var command = new Command("train", "Train an encoder on views of a generator, every pair new.")
        {
            generatorName, strategy, framework, temperature, momentum, momentumSchedule, backbone, width, zero, batch, steps, rate, warmup,
            augmentation, colorJitter, crop, output, seed, device, json,
        };
        command.SetCancellable((parsed, cancellationToken) =>
        {
            var text = parsed.InvocationConfiguration.Output;
            var choice = DeviceChoice.Parse(parsed.GetRequiredValue(device));
            text.WriteLine(choice.Explanation);
            using var generator = GeneratorArgument.LoadTorch(parsed.GetRequiredValue(generatorName), choice);
            var progress = new ConsoleProgress(text);
            var options = new SelfSupervisedEncoderEstimator.Options
            {
                Framework = parsed.GetRequiredValue(framework),
                Temperature = parsed.GetValue(temperature),
                TargetMomentum = parsed.GetValue(momentum),
                TargetMomentumSchedule = parsed.GetValue(momentumSchedule),
                Backbone = parsed.GetRequiredValue(backbone),
                Width = parsed.GetValue(width),
                ZeroInitialResiduals = parsed.GetValue(zero),
                BatchSize = parsed.GetValue(batch),
                Steps = parsed.GetValue(steps),
                LearningRate = parsed.GetValue(rate),
                WarmupSteps = parsed.GetValue(warmup),
                Augmentation = parsed.GetRequiredValue(augmentation),
                ColorJitter = parsed.GetValue(colorJitter),
                MinimumCropScale = parsed.GetValue(crop),
                Seed = parsed.GetValue(seed),
                Device = parsed.GetRequiredValue(device),
                RunDirectory = parsed.GetRequiredValue(output).FullName,
                Progress = progress.Report,
                CancellationToken = cancellationToken,
            };
            var ml = new MLContext();
            var views = ml.Data.LoadFromGenerator(
                generator, StrategyArgument.Parse(parsed.GetRequiredValue(strategy), generator.Layout),
                new GeneratedDataView.Options { Seed = options.Seed, AnchorColumnName = "Image" });
            var trained = ml.Transforms.SelfSupervisedEncoder("Features", "Image", options).Train(views);
            using var transformer = trained.Transformer;
            TrainingReport.Write(text, trained);
            JsonFile.Write(parsed.GetValue(json), TrainingReport.Of(trained, options.Seed));
            // What was learned so far is written; the exit code says that it is not all that was asked for.
            if (trained.Training.Cancelled) throw new OperationCanceledException(cancellationToken);
        });
        return command;
    }

    static Option<string> Named(string name, string description, string value) =>
        new(name) { Description = description, HelpName = "NAME", DefaultValueFactory = _ => value };

    static Option<T> Number<T>(string name, string description, T value) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };
}
