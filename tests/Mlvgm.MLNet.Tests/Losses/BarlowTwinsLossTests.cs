using Mlvgm.MLNet.Losses;
using TorchSharp;
using static Mlvgm.MLNet.Tests.Losses.PlainLoss;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Losses;

public class BarlowTwinsLossTests
{
    const double Weight = 0.3;

    /// <summary>Columns that are orthogonal and have mean 0 and variance 1.</summary>
    static readonly double[][] Orthogonal = [[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]];

    [Fact]
    public void Value_and_gradients_are_those_of_the_papers_sums_over_plain_numbers() =>
        AssertSame(views => Plain(views[0], views[1], Weight), views => BarlowTwinsLoss.Compute(views[0], views[1], Weight), trained: 2,
            Wave(6, 4, 0.7), Wave(6, 4, 1.1, scale: 3));

    [Fact]
    public void Equal_views_of_independent_coordinates_cost_nothing()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(0, Loss(Orthogonal, Orthogonal), 8);
        double[][] doubled = [.. Orthogonal.Select(row => new[] { row[0], row[1], row[1] })];
        // Two coordinates that say the same: C has two entries of 1 beside its diagonal.
        Assert.Equal(2 * Weight, Loss(doubled, doubled), 4);
    }

    [Fact]
    public void Views_that_disagree_or_say_nothing_cost_what_the_diagonal_says()
    {
        using var scope = NewDisposeScope();
        double[][] opposite = [.. Orthogonal.Select(row => row.Select(value => -value).ToArray())];
        Assert.Equal(3 * 4, Loss(Orthogonal, opposite), 3);
        double[][] constant = [.. Orthogonal.Select(_ => new double[] { 5, 6, 7 })];
        Assert.Equal(3, Loss(constant, constant), 12);
    }

    [Fact]
    public void It_sees_neither_the_order_of_the_views_nor_that_of_the_pairs_nor_shifts_nor_scales()
    {
        using var scope = NewDisposeScope();
        double[][] first = Wave(6, 4, 0.7, scale: 9), second = Wave(6, 4, 1.1, scale: 9);
        double loss = Loss(first, second);
        Assert.Equal(loss, Loss(second, first), 12);
        Assert.Equal(loss, Loss([.. first.Reverse()], [.. second.Reverse()]), 12);
        Assert.NotEqual(loss, Loss([.. first.Reverse()], second), 2);
        double[][] moved = [.. first.Select(row => row.Select((value, column) => (column + 2) * value + column - 7).ToArray())];
        Assert.Equal(loss, Loss(moved, second), 5);
    }

    [Fact]
    public void The_correlation_of_a_view_with_itself_has_ones_on_its_diagonal()
    {
        using var scope = NewDisposeScope();
        var view = Matrix(Wave(6, 4, 0.7));
        double[][] correlation = Rows(BarlowTwinsLoss.CrossCorrelation(view, view));
        Assert.All(correlation.SelectMany(row => row), value => Assert.InRange(value, -1, 1));
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(1, correlation[i][i], 4));
        Assert.Equal(correlation[1][3], correlation[3][1], 12);
    }

    [Fact]
    public void One_pair_or_unequal_views_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => BarlowTwinsLoss.Compute(rand(1, 4), rand(1, 4), Weight));
        Assert.Throws<ArgumentException>(() => BarlowTwinsLoss.Compute(rand(3, 4), rand(3, 5), Weight));
    }

    /// <summary>The loss by its definition, for the tests of the framework too.</summary>
    public static double Plain(double[][] first, double[][] second, double weight)
    {
        double sum = 0;
        for (int i = 0; i < first[0].Length; i++)
        {
            for (int j = 0; j < first[0].Length; j++)
            {
                double correlation = PlainMath.Dot(Standardized(first, i), Standardized(second, j)) / first.Length;
                sum += i == j ? (1 - correlation) * (1 - correlation) : weight * correlation * correlation;
            }
        }
        return sum;
    }

    static double[] Standardized(double[][] rows, int column)
    {
        double[] centred = PlainMath.Centred(rows, column);
        double deviation = Math.Sqrt(PlainMath.Dot(centred, centred) / rows.Length + 1e-5);
        return [.. centred.Select(value => value / deviation)];
    }

    static double Loss(double[][] first, double[][] second) => BarlowTwinsLoss.Compute(Matrix(first), Matrix(second), Weight).item<double>();
}
