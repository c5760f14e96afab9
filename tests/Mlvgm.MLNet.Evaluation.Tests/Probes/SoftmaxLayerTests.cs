using Mlvgm.MLNet.Evaluation.Probes;

namespace Mlvgm.MLNet.Evaluation.Tests.Probes;

public class SoftmaxLayerTests
{
    const int Width = 4;
    const int Classes = 3;
    const int Rows = 6;
    static readonly float[] Features = [.. Enumerable.Range(0, Rows * Width).Select(i => (float)Math.Sin(i * 1.7))];
    static readonly int[] Labels = [0, 1, 2, 2, 1, 0];

    [Fact]
    public void Without_momentum_a_small_step_lowers_the_loss_by_the_rate_times_the_squared_gradient()
    {
        const double Rate = 1e-3;
        var layer = new SoftmaxLayer(Width, Classes, seed: 3, momentum: 0);
        double before = Loss(layer);
        double reported = layer.Step(Features, Labels, Rate);
        double squared = SquaredGradient(seed: 3);
        Assert.Equal(before, reported, 1e-5);
        Assert.Equal(Rate * squared, before - Loss(layer), 0.02 * Rate * squared);
    }

    [Fact]
    public void With_momentum_a_second_step_goes_on_in_the_direction_of_the_first()
    {
        SoftmaxLayer plain = new(Width, Classes, seed: 3, momentum: 0), heavy = new(Width, Classes, seed: 3, momentum: 0.9);
        for (int i = 0; i < 2; i++) (_, _) = (plain.Step(Features, Labels, 0.01), heavy.Step(Features, Labels, 0.01));
        // The rates add to 1 + 1 without, and to 1 + 1.9 with momentum.
        double start = Loss(new SoftmaxLayer(Width, Classes, seed: 3, momentum: 0));
        Assert.Equal(2.9 / 2, (start - Loss(heavy)) / (start - Loss(plain)), 0.03);
    }

    [Fact]
    public void It_learns_what_is_linear()
    {
        var layer = new SoftmaxLayer(2, 2, seed: 1, momentum: 0.9);
        float[] features = [1, 0, 0.9f, 0.2f, 0, 1, 0.1f, 0.8f];
        for (int i = 0; i < 200; i++) layer.Step(features, [0, 0, 1, 1], 1);
        Assert.True(layer.Step(features, [0, 0, 1, 1], 1) < 0.01);
    }

    static double SquaredGradient(ulong seed)
    {
        // Cross-entropy of a linear layer: the gradient of class c is the mean of (p_c - 1[c = label]) times the features.
        var layer = new SoftmaxLayer(Width, Classes, seed, momentum: 0);
        double[,] gradient = new double[Classes, Width + 1];
        for (int row = 0; row < Rows; row++)
        {
            float[] own = Features[(row * Width)..((row + 1) * Width)];
            double[] exponentials = [.. layer.Logits(own).Select(logit => Math.Exp(logit))];
            for (int c = 0; c < Classes; c++)
            {
                double delta = (exponentials[c] / exponentials.Sum() - (c == Labels[row] ? 1 : 0)) / Rows;
                for (int i = 0; i < Width; i++) gradient[c, i] += delta * own[i];
                gradient[c, Width] += delta;
            }
        }
        return gradient.Cast<double>().Sum(g => g * g);
    }

    static double Loss(SoftmaxLayer layer) => Enumerable.Range(0, Rows).Average(row =>
    {
        float[] logits = layer.Logits(Features.AsSpan(row * Width, Width));
        return Math.Log(logits.Sum(logit => Math.Exp(logit))) - logits[Labels[row]];
    });
}
