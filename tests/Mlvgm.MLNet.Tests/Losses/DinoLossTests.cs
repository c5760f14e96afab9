using Mlvgm.MLNet.Losses;
using TorchSharp;
using static Mlvgm.MLNet.Tests.Losses.PlainLoss;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Losses;

public class DinoLossTests
{
    static readonly double[] Center = [0.1, -0.2, 0.3, 0];

    [Fact]
    public void Value_and_gradients_are_those_of_the_papers_sums_over_plain_numbers_and_the_teacher_has_none() =>
        AssertSame(
            inputs => Plain(inputs[0], inputs[1], inputs[2], inputs[3], inputs[4][0], 0.5, 0.25),
            inputs => DinoLoss.Compute(inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], 0.5, 0.25), trained: 2,
            Wave(5, 4, 0.7), Wave(5, 4, 1.1), Wave(5, 4, 1.9), Wave(5, 4, 2.3), [Center]);

    [Fact]
    public void Outputs_that_are_alike_cost_the_entropy_of_all_and_sharp_ones_that_agree_next_to_nothing()
    {
        using var scope = NewDisposeScope();
        var alike = zeros(8, 32, ScalarType.Float64);
        Assert.Equal(Math.Log(32), DinoLoss.Compute(alike, alike, alike, alike, alike[0], 0.1, 0.04).item<double>(), 10);
        var sharp = eye(8, dtype: ScalarType.Float64);
        // The teacher is all but certain, so what is left is the student's -log softmax of its largest output.
        Assert.Equal(Math.Log(1 + 7 * Math.Exp(-10)), DinoLoss.Compute(sharp, sharp, sharp, sharp, alike[0, ..8], 0.1, 0.01).item<double>(), 10);
    }

    [Fact]
    public void The_centre_takes_away_what_all_rows_of_the_teacher_have_in_common()
    {
        using var scope = NewDisposeScope();
        Tensor s1 = Matrix(Wave(5, 4, 0.7)), s2 = Matrix(Wave(5, 4, 1.1)), t1 = Matrix(Wave(5, 4, 1.9)), t2 = Matrix(Wave(5, 4, 2.3));
        var (center, nothing) = (tensor(Center), zeros(4, ScalarType.Float64));
        double loss = Loss(s1, s2, t1, t2, nothing);
        Assert.Equal(loss, Loss(s1, s2, t1 + center, t2 + center, center), 12);
        Assert.NotEqual(loss, Loss(s1, s2, t1, t2, center), 3);
    }

    [Fact]
    public void It_sees_neither_the_order_of_the_views_nor_that_of_the_pairs_nor_what_a_row_of_outputs_has_in_common()
    {
        using var scope = NewDisposeScope();
        Tensor s1 = Matrix(Wave(5, 4, 0.7)), s2 = Matrix(Wave(5, 4, 1.1)), t1 = Matrix(Wave(5, 4, 1.9)), t2 = Matrix(Wave(5, 4, 2.3)), c = tensor(Center);
        double loss = Loss(s1, s2, t1, t2, c);
        Assert.Equal(loss, Loss(s2, s1, t2, t1, c), 12);
        Assert.Equal(loss, Loss(s1.flip(0), s2.flip(0), t1.flip(0), t2.flip(0), c), 12);
        Assert.Equal(loss, Loss(s1 + 3, s2 - 2, t1 + 5, t2 - 1, c), 10);
        Assert.NotEqual(loss, Loss(s1, s2, t2, t1, c), 3);
    }

    [Fact]
    public void One_pair_unequal_shapes_or_no_temperature_are_refused()
    {
        using var scope = NewDisposeScope();
        Tensor one = rand(1, 4), three = rand(3, 4), other = rand(3, 5), c = zeros(4);
        Assert.Throws<ArgumentException>(() => DinoLoss.Compute(one, one, one, one, c, 0.1, 0.04));
        Assert.Throws<ArgumentException>(() => DinoLoss.Compute(three, other, three, three, c, 0.1, 0.04));
        Assert.Throws<ArgumentOutOfRangeException>(() => DinoLoss.Compute(three, three, three, three, c, 0, 0.04));
        Assert.Throws<ArgumentOutOfRangeException>(() => DinoLoss.Compute(three, three, three, three, c, 0.1, -1));
    }

    /// <summary>The loss by its definition, for the tests of the framework too.</summary>
    public static double Plain(
        double[][] s1, double[][] s2, double[][] t1, double[][] t2, double[] center, double studentTemperature, double teacherTemperature)
    {
        return (CrossEntropy(t1, s2) + CrossEntropy(t2, s1)) / 2;

        double CrossEntropy(double[][] teacher, double[][] student) => teacher.Zip(student, (t, s) => -PlainMath.Dot(
            PlainMath.Softmax(t.Zip(center, (value, mean) => (value - mean) / teacherTemperature)),
            [.. PlainMath.Softmax(s.Select(value => value / studentTemperature)).Select(share => Math.Log(share))])).Average();
    }

    static double Loss(Tensor s1, Tensor s2, Tensor t1, Tensor t2, Tensor center) => DinoLoss.Compute(s1, s2, t1, t2, center, 0.5, 0.25).item<double>();
}
