using Mlvgm.MLNet.Losses;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Tests.Losses;

public class InfoNceTests
{
    [Fact]
    public void The_gradient_is_that_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        var (first, second) = (Wave(5, 0.7).requires_grad_(), Wave(5, 1.1).requires_grad_());
        Loss(first, second).backward();
        const double Step = 1e-6;
        foreach (var (tensor, row, column) in new[] { (first, 0, 0), (first, 4, 2), (second, 1, 3), (second, 3, 0) })
        {
            double high = LossAt(Step), low = LossAt(-Step);
            Assert.Equal((high - low) / (2 * Step), tensor.grad![row, column].item<double>(), 7);

            double LossAt(double change)
            {
                using var gradients = no_grad();
                tensor[row, column].add_(change);
                double loss = Loss(first, second).item<double>();
                tensor[row, column].sub_(change);
                return loss;
            }
        }
    }

    [Fact]
    public void Features_that_say_nothing_have_the_ceiling_and_perfect_ones_the_floor()
    {
        using var scope = NewDisposeScope();
        var constant = functional.normalize(ones(8, 4), dim: 1);
        Assert.Equal(InfoNce.Ceiling(8), InfoNce.Loss(constant, constant, 0.1).item<float>(), 5);
        // Orthogonal features: each row has one similarity of 1 and 2K - 2 of 0.
        var perfect = eye(8);
        Assert.Equal(Math.Log(1 + 14 * Math.Exp(-10)), InfoNce.Loss(perfect, perfect, 0.1).item<float>(), 6);
    }

    [Fact]
    public void It_is_symmetric_in_the_views_and_indifferent_to_the_order_of_pairs()
    {
        using var scope = NewDisposeScope();
        var (first, second) = (Wave(6, 0.7), Wave(6, 1.1));
        double loss = Loss(first, second).item<double>();
        Assert.Equal(loss, Loss(second, first).item<double>(), 12);
        var order = tensor(new long[] { 3, 1, 5, 0, 2, 4 });
        Assert.Equal(loss, Loss(first[order], second[order]).item<double>(), 12);
        Assert.NotEqual(loss, Loss(first[order], second).item<double>(), 3);
    }

    [Fact]
    public void The_papers_scale_is_the_temperature_over_seven_hundredths()
    {
        Assert.Equal(1 / 0.7, PaperScale.FromTrue(1, 0.1), 12);
        Assert.Equal(0.7, PaperScale.ToTrue(1, 0.1), 12);
        Assert.Equal(6.920, PaperScale.FromTrue(InfoNce.Ceiling(64), 0.1), 3);
    }

    [Fact]
    public void One_pair_or_unequal_views_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => InfoNce.Loss(rand(1, 4), rand(1, 4), 0.1));
        Assert.Throws<ArgumentException>(() => InfoNce.Loss(rand(3, 4), rand(2, 4), 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => InfoNce.Loss(rand(3, 4), rand(3, 4), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => InfoNce.Ceiling(1));
    }

    static Tensor Loss(Tensor first, Tensor second) =>
        InfoNce.Loss(functional.normalize(first, dim: 1), functional.normalize(second, dim: 1), 0.1);

    static Tensor Wave(int rows, double step) => (arange(rows * 4, ScalarType.Float64) * step).sin().reshape(rows, 4);
}
