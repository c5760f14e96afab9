using Mlvgm.MLNet.Losses;
using TorchSharp;
using static Mlvgm.MLNet.Tests.Losses.PlainLoss;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Losses;

public class VicRegLossTests
{
    static readonly double[][] Orthogonal = [[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]];

    [Theory]
    [InlineData(25, 25, 1)]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 0, 1)]
    public void Value_and_gradients_are_those_of_the_papers_sums_over_plain_numbers(double invariance, double variance, double covariance)
    {
        // Coordinates of the first view have deviations below 1, of the second above: both sides of the hinge.
        double[][] first = Wave(6, 4, 0.7), second = Wave(6, 4, 1.1, scale: 3);
        Assert.All(Enumerable.Range(0, 4), column => Assert.True(Deviation(first, column) < 0.99 && Deviation(second, column) > 1.01));
        AssertSame(
            views => Plain(views[0], views[1], invariance, variance, covariance),
            views => VicRegLoss.Compute(views[0], views[1], invariance, variance, covariance), trained: 2, first, second);
    }

    [Fact]
    public void Equal_views_of_independent_coordinates_that_vary_cost_nothing()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(0, Loss(Orthogonal, Orthogonal), 12);
    }

    [Fact]
    public void A_collapsed_batch_costs_the_whole_hinge()
    {
        using var scope = NewDisposeScope();
        double[][] constant = [.. Orthogonal.Select(_ => new double[] { 5, 6, 7 })];
        Assert.Equal(25 * 2 * (1 - Math.Sqrt(1e-4)), Loss(constant, constant), 10);
    }

    [Fact]
    public void Each_term_is_measured_by_what_it_is_called_after()
    {
        using var scope = NewDisposeScope();
        double[][] moved = [.. Orthogonal.Select(row => row.Select(value => value + 2).ToArray())];
        Assert.Equal(4, VicRegLoss.Invariance(Matrix(Orthogonal), Matrix(moved)).item<double>(), 12);
        double[][] half = [.. Orthogonal.Select(row => row.Select(value => value * 0.3).ToArray())];
        Assert.Equal(1 - Math.Sqrt(0.09 * 4 / 3 + 1e-4), VicRegLoss.Variance(Matrix(half)).item<double>(), 12);
        double[][] doubled = [.. Orthogonal.Select(row => new[] { row[0], row[1], row[1] })];
        // Two entries of 4/3 beside the diagonal, over a width of 3.
        Assert.Equal(2 * 16 / 9.0 / 3, VicRegLoss.Covariance(Matrix(doubled)).item<double>(), 12);
    }

    [Fact]
    public void It_sees_neither_the_order_of_the_views_nor_that_of_the_pairs_nor_a_shift_of_both()
    {
        using var scope = NewDisposeScope();
        double[][] first = Wave(6, 4, 0.7), second = Wave(6, 4, 1.1);
        double loss = Loss(first, second);
        Assert.Equal(loss, Loss(second, first), 12);
        Assert.Equal(loss, Loss([.. first.Reverse()], [.. second.Reverse()]), 12);
        Assert.Equal(loss, Loss(Shifted(first), Shifted(second)), 10);
        Assert.NotEqual(loss, Loss(Shifted(first), second), 2);

        static double[][] Shifted(double[][] rows) => [.. rows.Select(row => row.Select((value, column) => value + 3 * column - 7).ToArray())];
    }

    [Fact]
    public void One_pair_or_unequal_views_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => VicRegLoss.Compute(rand(1, 4), rand(1, 4), 25, 25, 1));
        Assert.Throws<ArgumentException>(() => VicRegLoss.Compute(rand(3, 4), rand(2, 4), 25, 25, 1));
    }

    /// <summary>The loss by its definition, for the tests of the framework too.</summary>
    public static double Plain(double[][] first, double[][] second, double invariance, double variance, double covariance)
    {
        double difference = first.Zip(second, (a, b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Average()).Average();
        return invariance * difference + variance * (Hinge(first) + Hinge(second)) + covariance * (Covariance(first) + Covariance(second));
    }

    static double Hinge(double[][] rows) => Enumerable.Range(0, rows[0].Length).Average(column => Math.Max(0, 1 - Deviation(rows, column)));

    static double Deviation(double[][] rows, int column)
    {
        double[] centred = PlainMath.Centred(rows, column);
        return Math.Sqrt(PlainMath.Dot(centred, centred) / (rows.Length - 1) + 1e-4);
    }

    static double Covariance(double[][] rows)
    {
        int width = rows[0].Length;
        double sum = 0;
        for (int i = 0; i < width; i++)
            for (int j = 0; j < width; j++)
                if (i != j) sum += Math.Pow(PlainMath.Dot(PlainMath.Centred(rows, i), PlainMath.Centred(rows, j)) / (rows.Length - 1), 2);
        return sum / width;
    }

    static double Loss(double[][] first, double[][] second) => VicRegLoss.Compute(Matrix(first), Matrix(second), 25, 25, 1).item<double>();
}
