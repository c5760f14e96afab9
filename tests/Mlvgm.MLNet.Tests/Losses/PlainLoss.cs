using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Losses;

/// <summary>A loss over tensors beside the same loss written over plain numbers, whose finite differences its gradients have to be.</summary>
static class PlainLoss
{
    const double Step = 1e-5;

    /// <summary>Numbers without a pattern that a loss could know.</summary>
    public static double[][] Wave(int rows, int columns, double step, double scale = 1) =>
        [.. Enumerable.Range(0, rows).Select(row => Enumerable.Range(0, columns)
            .Select(column => scale * Math.Sin(step * (row * columns + column + 1))).ToArray())];

    /// <summary>The rows as a matrix of doubles.</summary>
    public static Tensor Matrix(double[][] rows) => tensor(rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length]);

    /// <summary>The rows of a matrix.</summary>
    public static double[][] Rows(Tensor matrix) =>
        [.. Enumerable.Range(0, (int)matrix.shape[0]).Select(row => matrix[row].detach().to(ScalarType.Float64).data<double>().ToArray())];

    /// <summary>Asserts that value and gradients are those of the plain loss.</summary>
    /// <param name="plain">The loss over plain numbers.</param>
    /// <param name="loss">The loss over tensors.</param>
    /// <param name="trained">How many of the inputs, from the first, have a gradient; the others have none.</param>
    /// <param name="inputs">Matrices.</param>
    public static void AssertSame(Func<double[][][], double> plain, Func<Tensor[], Tensor> loss, int trained, params double[][][] inputs)
    {
        using var scope = NewDisposeScope();
        Tensor[] tensors = [.. inputs.Select(rows => Matrix(rows).requires_grad_())];
        var value = loss(tensors);
        value.backward();
        Assert.Equal(plain(inputs), value.item<double>(), 10);
        for (int i = 0; i < inputs.Length; i++)
        {
            if (i >= trained) Assert.Null(tensors[i].grad);
            else AssertGradient(inputs[i], Rows(tensors[i].grad!));
        }

        void AssertGradient(double[][] input, double[][] gradient)
        {
            foreach (var (row, column) in input.SelectMany((values, row) => values.Select((_, column) => (row, column))))
            {
                double kept = input[row][column];
                input[row][column] = kept + Step;
                double high = plain(inputs);
                input[row][column] = kept - Step;
                double low = plain(inputs);
                input[row][column] = kept;
                Assert.Equal((high - low) / (2 * Step), gradient[row][column], 6);
            }
        }
    }
}
