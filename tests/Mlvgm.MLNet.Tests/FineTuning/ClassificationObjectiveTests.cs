using Mlvgm.MLNet.FineTuning;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.Feeding;
using Mlvgm.MLNet.Training.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.FineTuning;

public class ClassificationObjectiveTests
{
    const int Classes = 3;
    static readonly float[] Logits = [0.3f, -1.2f, 2.1f, 1.5f, 0.2f, -0.4f, -0.7f, 0.9f, 0.1f, 2.2f, 1.9f, -3f];
    static readonly long[] Labels = [2, 0, 1, 1];
    static readonly float[] Weights = [1, 0.5f, 2, 2];

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.7)]
    public void The_loss_is_the_formula_of_the_page(double smoothing)
    {
        using var scope = NewDisposeScope();
        double sum = 0;
        for (int i = 0; i < Labels.Length; i++)
        {
            double[] row = [.. Logits.AsSpan(i * Classes, Classes).ToArray().Select(value => (double)value)];
            double[] log = [.. row.Select(value => value - Math.Log(row.Sum(Math.Exp)))];
            sum += Weights[i] * (-(1 - smoothing) * log[Labels[i]] - smoothing / Classes * log.Sum());
        }
        double loss = ClassificationObjective.Of(tensor(Logits, [4, Classes]), tensor(Labels), tensor(Weights), smoothing).item<float>();
        Assert.Equal(sum / Weights.Sum(), loss, 1e-6);
    }

    [Fact]
    public void Without_weights_it_is_the_cross_entropy_of_TorchSharp_and_so_are_its_gradients()
    {
        using var scope = NewDisposeScope();
        Tensor Gradient(Func<Tensor, Tensor> loss)
        {
            var logits = tensor(Logits, [4, Classes], requires_grad: true);
            loss(logits).backward();
            return logits.grad!;
        }
        var ours = Gradient(logits => ClassificationObjective.Of(logits, tensor(Labels), ones(4), 0));
        var theirs = Gradient(logits => nn.functional.cross_entropy(logits, tensor(Labels)));
        Assert.True((ours - theirs).abs().max().item<float>() < 1e-7);
    }

    [Fact]
    public void Balanced_classes_count_alike_whatever_their_number_of_images()
    {
        // Six images of class 0, two of class 1, none of class 2: 8 / (2 * 6) and 8 / (2 * 2).
        int[] labels = [0, 0, 0, 0, 0, 0, 1, 1];
        using var network = Network();
        double Loss(ClassWeighting weights)
        {
            using var scope = NewDisposeScope();
            var objective = new ClassificationObjective(network, labels, [.. Enumerable.Range(0, 8)], Classes, new ClassificationOptions
            {
                ClassWeights = weights,
                LabelSmoothing = 0,
            });
            var images = linspace(0, 1, 8 * 64).reshape(8, 1, 8, 8);
            return objective.Loss(network, new PairBatch(images, images, default) { Rows = [.. Enumerable.Range(0, 8)] }).Loss.item<float>();
        }
        network.eval();
        using var outer = NewDisposeScope();
        var log = nn.functional.log_softmax(network.forward(linspace(0, 1, 8 * 64).reshape(8, 1, 8, 8)), 1);
        double[] own = [.. labels.Select((label, i) => -(double)log[i, label].item<float>())];
        Assert.Equal(own.Average(), Loss(ClassWeighting.None), 1e-5);
        Assert.Equal((own[..6].Average() + own[6..].Average()) / 2, Loss(ClassWeighting.Balanced), 1e-5);
    }

    [Fact]
    public void The_classifying_layer_has_a_rate_of_its_own_that_follows_the_schedule_too()
    {
        using var network = Network();
        var objective = new ClassificationObjective(network, [0, 1], [0, 1], Classes, new ClassificationOptions { HeadRate = 7 });
        double[] Moved(int step)
        {
            var options = new TrainingOptions { BatchSize = 256, LearningRate = 0.1, Steps = 10, Momentum = 0, WeightDecay = 0 };
            using var optimizer = new MomentumSgd(network, objective, options);
            using var scope = NewDisposeScope();
            foreach (var parameter in network.parameters()) parameter.grad = ones_like(parameter);
            var (first, last) = (network.Backbone.parameters().First(), network.Head.parameters().First());
            double before = first.sum().item<float>(), head = last.sum().item<float>();
            optimizer.Step(step);
            return [(before - first.sum().item<float>()) / first.numel(), (head - last.sum().item<float>()) / last.numel()];
        }
        double[] start = Moved(0), end = Moved(9);
        Assert.Equal(0.1, start[0], 1e-4);
        Assert.Equal(0.7, start[1], 1e-4);
        Assert.Equal(0.01, end[0], 1e-4);
        Assert.Equal(0.07, end[1], 1e-4);
    }

    static ClassifierNetwork Network() => new(
        new ResNetOptions("resnet10") { Width = 2 }.Create(new BackboneInput(new ImageShape(1, 8, 8), Seed: 1)), Classes, seed: 1);
}
