using Mlvgm.MLNet.Losses;
using TorchSharp;
using static Mlvgm.MLNet.Tests.Losses.PlainLoss;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Losses;

public class MoCoV3LossTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(0.2)]
    public void Value_and_gradients_are_those_of_the_papers_sums_over_plain_numbers_and_keys_have_none(double temperature) =>
        AssertSame(
            inputs => Plain(inputs[0], inputs[1], inputs[2], inputs[3], temperature),
            inputs => MoCoV3Loss.Compute(inputs[0], inputs[1], inputs[2], inputs[3], temperature), trained: 2,
            Wave(5, 4, 0.7), Wave(5, 4, 1.1, scale: 3), Wave(5, 4, 1.9), Wave(5, 4, 2.3));

    [Fact]
    public void Keys_that_are_alike_leave_a_guess_among_all_and_orthogonal_ones_the_floor()
    {
        using var scope = NewDisposeScope();
        var constant = ones(8, 4, ScalarType.Float64);
        Assert.Equal(2 * 2 * 0.2 * Math.Log(8), MoCoV3Loss.Compute(constant, constant, constant, constant, 0.2).item<double>(), 10);
        var perfect = eye(8, dtype: ScalarType.Float64);
        Assert.Equal(4 * 0.2 * Math.Log(1 + 7 * Math.Exp(-5)), MoCoV3Loss.Compute(perfect, perfect, perfect, perfect, 0.2).item<double>(), 10);
    }

    [Fact]
    public void It_sees_neither_the_order_of_the_views_nor_that_of_the_pairs_nor_lengths()
    {
        using var scope = NewDisposeScope();
        Tensor q1 = Matrix(Wave(5, 4, 0.7)), q2 = Matrix(Wave(5, 4, 1.1)), k1 = Matrix(Wave(5, 4, 1.9)), k2 = Matrix(Wave(5, 4, 2.3));
        double loss = Loss(q1, q2, k1, k2);
        Assert.Equal(loss, Loss(q2, q1, k2, k1), 12);
        Assert.Equal(loss, Loss(q1.flip(0), q2.flip(0), k1.flip(0), k2.flip(0)), 12);
        Assert.Equal(loss, Loss(7 * q1, q2 / 3, 5 * k1, k2), 12);
        Assert.NotEqual(loss, Loss(q1, q2, k2, k1), 3);
    }

    [Fact]
    public void One_pair_unequal_shapes_or_no_temperature_are_refused()
    {
        using var scope = NewDisposeScope();
        Tensor one = rand(1, 4), three = rand(3, 4), other = rand(3, 5);
        Assert.Throws<ArgumentException>(() => MoCoV3Loss.Compute(one, one, one, one, 1));
        Assert.Throws<ArgumentException>(() => MoCoV3Loss.Compute(three, three, three, other, 1));
        Assert.Throws<ArgumentException>(() => MoCoV3Loss.Compute(three, three, other, three, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MoCoV3Loss.Compute(three, three, three, three, 0));
    }

    /// <summary>The loss by its definition, for the tests of the framework too.</summary>
    public static double Plain(double[][] q1, double[][] q2, double[][] k1, double[][] k2, double temperature)
    {
        return Contrast(q1, k2) + Contrast(q2, k1);

        double Contrast(double[][] queries, double[][] keys) => 2 * temperature * queries.Select((query, i) =>
            -Math.Log(PlainMath.Softmax(keys.Select(key => PlainMath.Cosine(query, key) / temperature))[i])).Average();
    }

    static double Loss(Tensor q1, Tensor q2, Tensor k1, Tensor k2) => MoCoV3Loss.Compute(q1, q2, k1, k2, 0.5).item<double>();
}
