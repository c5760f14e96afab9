using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.SimSiam;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.Sources;
using Quickstart;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.Benchmarks.Training;

/// <summary>Resident memory and live tensors over 10,000 steps of a small run.</summary>
static class TrainingMemory
{
    const int Steps = 10_000;
    const int Every = 1_000;

    public static void Run(TextWriter output)
    {
        using var generator = GeneratorRegistry.Open("fashion-mnist-nvae", CPU);
        var backbone = new ResNetOptions("resnet10") { Width = 4 }.Create(new BackboneInput(generator.ImageShape));
        var framework = new SimSiamOptions().Create(new FrameworkInput(backbone.FeatureWidth, backbone.Copy));
        var augmentation = new AugmentationPipeline(
            [.. AugmentationPipeline.CropAndFlip(32, 32, 0.3).Steps, new Normalization([0.286f], [0.353f])]);
        output.WriteLine("| step | resident, MB | live tensors |");
        output.WriteLine("|---:|---:|---:|");
        using var views = new ContinuousSamplingSource(generator, Pipeline.Strategy, seed: 1);
        var options = new TrainingOptions { BatchSize = 8, Steps = Steps, LogEvery = Every, Log = new MemoryLog(output) };
        new EncoderTrainer(backbone.Network, framework, views, augmentation, options).Run(CPU);
    }

    sealed class MemoryLog(TextWriter output) : ITrainingLog
    {
        public void Rewind(int step)
        {
        }

        public void Write(TrainingProgress progress) => output.WriteLine(FormattableString.Invariant(
            $"| {progress.Step} | {Environment.WorkingSet / 1e6:f0} | {DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount} |"));
    }
}
