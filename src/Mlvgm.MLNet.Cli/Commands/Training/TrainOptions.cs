using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;

namespace Mlvgm.MLNet.Cli.Commands.Training;

/// <summary>The options of <c>mlvgm train</c> that set a field of the estimator's options. A new one is a line here.</summary>
static class TrainOptions
{
    public static IReadOnlyList<TrainOption> All { get; } =
    [
        TrainOption.Of("--framework", $"One of {string.Join(", ", FrameworkRegistry.Names)}.", "NAME", o => o.Framework, (o, v) => o.Framework = v),
        TrainOption.Of("--temperature", "Temperature of SimCLR's loss.", "T", o => o.Temperature, (o, v) => o.Temperature = v),
        TrainOption.Of("--target-momentum", "The share of itself that BYOL's target keeps at each step.", "SHARE",
            o => o.TargetMomentum, (o, v) => o.TargetMomentum = v),
        TrainOption.Of("--target-momentum-schedule", "Whether that share stays or rises to 1.", "SCHEDULE",
            o => o.TargetMomentumSchedule, (o, v) => o.TargetMomentumSchedule = v),

        TrainOption.Of("--backbone", $"One of {string.Join(", ", BackboneRegistry.Names)}.", "NAME", o => o.Backbone, (o, v) => o.Backbone = v),
        TrainOption.Of("--width", "Channels after the first layer; features are a multiple of it.", "N", o => o.Width, (o, v) => o.Width = v),
        TrainOption.Of("--initial-weights", "Weights from which the backbone starts, such as torchvision's; random ones when absent.", "FILE",
            o => o.InitialWeights, (o, v) => o.InitialWeights = v),
        TrainOption.Of("--zero-initial-residuals", "Whether residual blocks start as the identity: false learns more in short runs.", "BOOL",
            o => o.ZeroInitialResiduals, (o, v) => o.ZeroInitialResiduals = v),

        TrainOption.Of("--batch", "Pairs in a step.", "N", o => o.BatchSize, (o, v) => o.BatchSize = v),
        TrainOption.Of("--accumulate", "Equal parts in which a batch is computed, one after another; batch statistics and negatives are a part's.",
            "N", o => o.AccumulationParts, (o, v) => o.AccumulationParts = v),
        TrainOption.Of("--steps", "Optimiser steps; 0 exports the untrained encoder.", "N", o => o.Steps, (o, v) => o.Steps = v),
        TrainOption.Of("--learning-rate", "Learning rate per 256 pairs.", "RATE", o => o.LearningRate, (o, v) => o.LearningRate = v),
        TrainOption.Of("--momentum", "Momentum of gradient descent.", "SHARE", o => o.Momentum, (o, v) => o.Momentum = v),
        TrainOption.Of("--weight-decay", "Weight decay of every parameter.", "RATE", o => o.WeightDecay, (o, v) => o.WeightDecay = v),
        TrainOption.Of("--warmup-steps", "Steps over which the learning rate rises from 0.", "N", o => o.WarmupSteps, (o, v) => o.WarmupSteps = v),
        TrainOption.Of("--final-rate", "The last learning rate, as a share of the peak.", "SHARE",
            o => o.FinalLearningRateShare, (o, v) => o.FinalLearningRateShare = v),
        TrainOption.Of("--tf32", "Whether matrix products and convolutions on CUDA may use TF32.", "BOOL",
            o => o.TensorFloat32, (o, v) => o.TensorFloat32 = v),
        TrainOption.Of("--bf16", "Whether the backbone's convolutions train in bf16; for GPUs.", "BOOL", o => o.BFloat16, (o, v) => o.BFloat16 = v),
        TrainOption.Of("--overlap", "Make the next pairs while the present ones are learned from.", "BOOL", o => o.Overlap, (o, v) => o.Overlap = v),

        TrainOption.List("--mean", "Mean of pixels in [0, 1]: one for every channel, or one of each.", o => o.Mean, (o, v) => o.Mean = v),
        TrainOption.List("--standard-deviation", "Their standard deviation, in the same way.",
            o => o.StandardDeviation, (o, v) => o.StandardDeviation = v),
        TrainOption.Of("--augmentation", $"One of {string.Join(", ", AugmentationRegistry.Names)}.", "NAME",
            o => o.Augmentation, (o, v) => o.Augmentation = v),
        TrainOption.Of("--color-jitter", "Whose colour jitter is meant.", "FLAVOUR", o => o.ColorJitter, (o, v) => o.ColorJitter = v),
        TrainOption.Of("--minimum-crop", "Smallest share of an image's area that a crop keeps.", "SHARE",
            o => o.MinimumCropScale, (o, v) => o.MinimumCropScale = v),

        TrainOption.Of("--monitor-every", "Steps between two looks at the encoder; a twentieth of all by default.", "N",
            o => o.MonitorEvery, (o, v) => o.MonitorEvery = v),
        TrainOption.Of("--log-every", "Steps between two lines of metrics.jsonl.", "N", o => o.LogEvery, (o, v) => o.LogEvery = v),
        TrainOption.Of("--checkpoint-minutes", "Minutes between checkpoints; 0 for one after every step.", "N",
            o => o.CheckpointMinutes, (o, v) => o.CheckpointMinutes = v),
    ];
}
