using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.Sources;
using Mlvgm.MLNet.Views;
using Quickstart;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.Benchmarks.Training;

/// <summary>
/// The trainer's step against the same tensor operations written bare in TorchSharp, in one process, in turns: what the loop, the
/// monitors and the abstractions cost. Aim: at most 1.03.
/// </summary>
static class StepTime
{
    const int Batch = 64;
    const int StepsPerRound = 12;
    const int Rounds = 7;

    public static void Run(TextWriter output)
    {
        output.WriteLine("| framework | network | batch | bare, ms/step | trainer, ms/step | ratio (quartiles) | share of generation |");
        output.WriteLine("|---|---|---:|---:|---:|---:|---:|");
        foreach (var framework in FrameworkRegistry.All.All)
        {
            foreach (int width in new[] { 16, 32 })
            {
                using var generator = GeneratorRegistry.Open("fashion-mnist-nvae", CPU);
                var (result, share) = Measure(generator, framework, width);
                output.WriteLine(FormattableString.Invariant(
                    $"| {framework.Name} | ResNet-18 w{width} | {Batch} | {Milliseconds(result.Baseline):f1} | {Milliseconds(result.Candidate):f1} | ") +
                    FormattableString.Invariant($"{result.Ratio:f3} ({result.RatioLow:f3}-{result.RatioHigh:f3}) | {share:p0} |"));
            }
        }
    }

    static double Milliseconds(double seconds) => 1000 * seconds / StepsPerRound;

    static (Interleaved.Result Result, double GenerationShare) Measure(TorchGenerator generator, FrameworkOptions framework, int width)
    {
        var options = new TrainingOptions { BatchSize = Batch, Steps = StepsPerRound, Progress = _ => { } };
        double share = 0;
        var (trained, trainedHeads) = Networks(generator, framework, width);
        var (bare, bareHeads) = Networks(generator, framework, width);
        var augmentation = Augmentation();
        var result = Interleaved.Compare(
            () => BareSteps(generator, bare, bareHeads, augmentation),
            () =>
            {
                using var views = new ContinuousSamplingSource(generator, Pipeline.Strategy, seed: 1);
                share = new EncoderTrainer(trained, trainedHeads, views, augmentation, options).Run(CPU).GenerationShare;
            },
            Rounds);
        return (result, share);
    }

    static AugmentationPipeline Augmentation() =>
        new([.. AugmentationPipeline.CropAndFlip(32, 32, 0.3).Steps, new Normalization([0.286f], [0.353f])]);

    static (nn.Module<Tensor, Tensor> Encoder, ISelfSupervisedFramework Framework) Networks(
        TorchGenerator generator, FrameworkOptions framework, int width)
    {
        var backbone = new ResNetOptions("resnet18") { Width = width }.Create(new BackboneInput(generator.ImageShape));
        return (backbone.Network, framework.Create(new FrameworkInput(backbone.FeatureWidth, backbone.Copy)));
    }

    /// <summary>Sample, decode, augment, loss, backward, SGD: no source, schedule, clock, monitor or report.</summary>
    static void BareSteps(
        TorchGenerator generator, nn.Module<Tensor, Tensor> encoder, ISelfSupervisedFramework framework, AugmentationPipeline augmentation)
    {
        encoder.train();
        framework.Heads.train();
        var trained = encoder.parameters().Concat(framework.ScheduledParameters).Concat(framework.ConstantRateParameters);
        using var optimizer = optim.SGD(trained, 0.02, momentum: 0.9, weight_decay: 1e-4);
        var sampler = new LatentSampler(generator.Layout, Pipeline.Strategy, seed: 1);
        var (anchors, positives, pairs) = (Latents(Batch), Latents(Batch), Latents(2 * Batch));
        for (int step = 0; step < StepsPerRound; step++)
        {
            using var scope = NewDisposeScope();
            Tensor first, second;
            using (no_grad())
            {
                sampler.SampleAnchors(step * Batch, anchors);
                sampler.SamplePositives(step * Batch, anchors, positives);
                for (int i = 0; i < pairs.Values.Count; i++)
                {
                    anchors.Values[i].CopyTo(pairs.Values[i], 0);
                    positives.Values[i].CopyTo(pairs.Values[i], anchors.Values[i].Length);
                }
                var images = generator.Decode(generator.ToTensors(pairs));
                first = augmentation.Apply(images.narrow(0, 0, Batch), new ViewDraws(1, "anchor", 0, step * Batch));
                second = augmentation.Apply(images.narrow(0, Batch, Batch), new ViewDraws(1, "positive", 0, step * Batch));
            }
            var loss = framework.Loss(encoder, first, second).Loss;
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            framework.AfterStep(encoder, step, StepsPerRound);
        }
        encoder.eval();

        LatentBatch Latents(int count) => new(generator.Layout, count);
    }
}
