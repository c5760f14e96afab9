using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.SimSiam;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.Benchmarks.Training;

/// <summary>
/// What augmenting both views of a batch costs beside a training step on them (ResNet-18 of width 64, SimSiam, SGD), in one process, in
/// turns. Aim: at most 10 %.
/// </summary>
static class AugmentationCost
{
    const int Batch = 256;
    const int Rounds = 3;

    public static void Run(TextWriter output)
    {
        output.WriteLine($"| images | {Batch} pairs, augmentation | step, s | both views, s | share of the step (quartiles) | parts, ms per view |");
        output.WriteLine("|---|---|---:|---:|---:|---|");
        foreach (int side in new[] { 32, 128 })
        {
            // At 128 pixels a step takes a minute, and the flavours differ little beside it.
            ColorJitterFlavour[] flavours = side == 32 ? Enum.GetValues<ColorJitterFlavour>() : [ColorJitterFlavour.Kornia];
            foreach (var flavour in flavours) Measure(output, side, flavour);
        }
    }

    static void Measure(TextWriter output, int side, ColorJitterFlavour flavour)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        var images = rand([Batch, 3, side, side], generator: generator);
        var shape = new ImageShape(3, side, side);
        var set = new StandardAugmentationOptions("all") { ColorJitter = flavour }.Create(shape);
        var backbone = new ResNetOptions("resnet18").Create(new BackboneInput(shape));
        var framework = new SimSiamOptions().Create(new FrameworkInput(backbone.FeatureWidth, backbone.Copy));
        using var optimizer = optim.SGD(backbone.Network.parameters().Concat(framework.Heads.parameters()), 0.05, momentum: 0.9);
        var (anchors, positives) = (Augment(set, images, "anchor"), Augment(set, images, "positive"));
        var result = Interleaved.Compare(Step, BothViews, Rounds);
        output.WriteLine(FormattableString.Invariant(
            $"| {side}x{side} | all, {flavour} | {result.Baseline:f2} | {result.Candidate:f3} | ") + FormattableString.Invariant(
            $"{result.Ratio:p2} ({result.RatioLow:p2}-{result.RatioHigh:p2}) | {string.Join(", ", Parts(set, images))} |"));

        void Step()
        {
            using var step = NewDisposeScope();
            var loss = framework.Loss(backbone.Network, anchors, positives).Loss;
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
        }

        void BothViews()
        {
            using var step = NewDisposeScope();
            Augment(set, images, "anchor");
            Augment(set, images, "positive");
        }
    }

    /// <summary>The time of every augmentation by itself, the least of five.</summary>
    static IEnumerable<string> Parts(AugmentationPreset set, Tensor images)
    {
        foreach (var part in set.Pipeline.Steps)
        {
            double least = Enumerable.Range(0, 5).Min(_ => Interleaved.Seconds(() => part.Apply(images, Draws("anchor")).Dispose()));
            yield return FormattableString.Invariant($"{part.Name} {1000 * least:f1}");
            images = part.Apply(images, Draws("anchor"));
        }
    }

    static Tensor Augment(AugmentationPreset set, Tensor images, string view)
    {
        using var gradients = no_grad();
        return set.Pipeline.Apply(images, Draws(view));
    }

    static ViewDraws Draws(string view) => new(Seed: 1, view, Epoch: 0, FirstRow: 0);
}
