using Mlvgm.MLNet.GeneratorQuality;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.GeneratorQuality;

public class FrechetDistanceTests
{
    [Fact]
    public void Of_a_set_from_itself_it_is_zero()
    {
        using var scope = NewDisposeScope();
        var features = Normal(200, 5, seed: 1);
        Assert.Equal(0, FrechetDistance.Between(features, features), 1e-6);
    }

    [Fact]
    public void Moving_a_set_costs_the_squared_distance()
    {
        using var scope = NewDisposeScope();
        var features = Normal(200, 3, seed: 2);
        Assert.Equal(1 + 4 + 9, FrechetDistance.Between(features, features + tensor(new[] { 1f, 2f, 3f })), 1e-4);
    }

    [Fact]
    public void Scaling_a_set_costs_the_squared_difference_of_its_deviations()
    {
        // Between N(0, C) and N(0, s² C): tr C (1 - s)².
        using var scope = NewDisposeScope();
        var features = Normal(500, 4, seed: 3);
        var centred = features - features.mean([0]);
        double trace = centred.to(float64).pow(2).sum().item<double>() / 499;
        Assert.Equal(trace * 0.25, FrechetDistance.Between(centred, centred * 1.5), 1e-4 * trace);
    }

    [Fact]
    public void Two_sets_with_covariances_that_do_not_commute_are_as_far_apart_as_the_formula_of_2x2_matrices_says()
    {
        // tr (C1 C2)^½ of 2x2 matrices is sqrt(tr C1C2 + 2 sqrt(det C1 det C2)).
        using var scope = NewDisposeScope();
        var first = Normal(300, 2, seed: 4).matmul(tensor(new float[,] { { 1, 0.5f }, { 0, 2 } }));
        var second = Normal(300, 2, seed: 5).matmul(tensor(new float[,] { { 3, 0 }, { -1, 0.5f } }));
        Tensor c1 = Covariance(first), c2 = Covariance(second);
        double root = Math.Sqrt(c1.matmul(c2).trace().item<double>() + 2 * Math.Sqrt(linalg.det(c1).item<double>() * linalg.det(c2).item<double>()));
        double mean = (first.to(float64).mean([0]) - second.to(float64).mean([0])).pow(2).sum().item<double>();
        double expected = mean + c1.trace().item<double>() + c2.trace().item<double>() - 2 * root;
        Assert.Equal(expected, FrechetDistance.Between(first, second), 1e-6 * expected);
    }

    [Fact]
    public void Sets_of_different_width_or_of_one_row_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => FrechetDistance.Between(zeros(4, 3), zeros(4, 2)));
        Assert.Throws<ArgumentException>(() => FrechetDistance.Between(zeros(1, 3), zeros(4, 3)));
    }

    static Tensor Normal(int rows, int width, int seed)
    {
        var random = new Random(seed);
        float[] values = [.. Enumerable.Range(0, rows * width).Select(_ =>
            (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
        return tensor(values, [rows, width]);
    }

    static Tensor Covariance(Tensor features)
    {
        var centred = features.to(float64) - features.to(float64).mean([0]);
        return centred.transpose(0, 1).matmul(centred) / (features.shape[0] - 1);
    }
}
