using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.SimSiam;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.Sources;
using Quickstart;
using static TorchSharp.torch;

namespace Mlvgm.Benchmarks.Training;

/// <summary>Training with the next pairs made while the present ones are learned from, against one after the other.</summary>
static class OverlapTime
{
    const int Batch = 64;
    const int StepsPerRound = 12;
    const int Rounds = 7;

    public static void Run(TextWriter output)
    {
        output.WriteLine("| network | batch | one after the other, ms/step | overlapped, ms/step | ratio (quartiles) |");
        output.WriteLine("|---|---:|---:|---:|---:|");
        foreach (int width in new[] { 8, 16, 32 })
        {
            using var generator = GeneratorRegistry.Open("fashion-mnist-nvae", CPU);
            var result = Interleaved.Compare(Training(generator, width, overlap: false), Training(generator, width, overlap: true), Rounds);
            output.WriteLine(FormattableString.Invariant(
                $"| ResNet-18 w{width} | {Batch} | {1000 * result.Baseline / StepsPerRound:f1} | {1000 * result.Candidate / StepsPerRound:f1} | ") +
                FormattableString.Invariant($"{result.Ratio:f3} ({result.RatioLow:f3}-{result.RatioHigh:f3}) |"));
        }
    }

    static Action Training(TorchGenerator generator, int width, bool overlap)
    {
        var backbone = new ResNetOptions("resnet18") { Width = width }.Create(new BackboneInput(generator.ImageShape));
        var framework = new SimSiamOptions().Create(new FrameworkInput(backbone.FeatureWidth, backbone.Copy));
        var augmentation = new AugmentationPipeline(
            [.. AugmentationPipeline.CropAndFlip(32, 32, 0.3).Steps, new Normalization([0.286f], [0.353f])]);
        var options = new TrainingOptions { BatchSize = Batch, Steps = StepsPerRound, Overlap = overlap };
        return () =>
        {
            using var views = new ContinuousSamplingSource(generator, Pipeline.Strategy, seed: 1);
            new EncoderTrainer(backbone.Network, framework, views, augmentation, options).Run(CPU);
        };
    }
}
