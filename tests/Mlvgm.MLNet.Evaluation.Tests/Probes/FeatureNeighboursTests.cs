using CsCheck;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Probes;

namespace Mlvgm.MLNet.Evaluation.Tests.Probes;

public class FeatureNeighboursTests
{
    const int Width = 3;

    [Fact]
    public void They_are_those_of_the_largest_cosines_nearest_first() =>
        Gen.Select(Gen.Float[-1, 1].Array[Width, 20 * Width], Gen.Float[-1, 1].Array[Width], Gen.Int[1, 8]).Sample((values, query, count) =>
        {
            int rows = values.Length / Width;
            var neighbours = new FeatureNeighbours(Features(values.AsSpan(0, rows * Width), rows)).Of(query, count);
            double[] cosines = [.. Enumerable.Range(0, rows).Select(row => Cosine(values.AsSpan(row * Width, Width), query))];
            Assert.Equal(Math.Min(count, rows), neighbours.Count);
            Assert.Equal(neighbours.Count, neighbours.Select(neighbour => neighbour.Row).Distinct().Count());
            foreach (var (place, expected) in cosines.OrderDescending().Take(count).Index())
            {
                Assert.Equal(expected, neighbours[place].Cosine, 1e-5);
                Assert.Equal(expected, cosines[neighbours[place].Row], 1e-5);
            }
        });

    [Fact]
    public void A_row_of_zeros_is_near_to_nothing_and_no_error()
    {
        var neighbours = new FeatureNeighbours(Features([0, 0, 0, 1, 0, 0], rows: 2)).Of([1, 0, 0], 2);
        Assert.Equal([new FeatureNeighbour(1, 1), new FeatureNeighbour(0, 0)], neighbours);
    }

    [Fact]
    public void Features_of_another_number_and_no_neighbours_are_refused()
    {
        var neighbours = new FeatureNeighbours(Features([1, 0, 0], rows: 1));
        Assert.Throws<ArgumentException>(() => neighbours.Of([1, 0], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => neighbours.Of([1, 0, 0], 0));
    }

    static LabelledFeatures Features(ReadOnlySpan<float> values, int rows) => LabelledFeatures.Create(Width, 1, values, new int[rows]);

    static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double product = 0, squareA = 0, squareB = 0;
        for (int i = 0; i < a.Length; i++)
            (product, squareA, squareB) = (product + (double)a[i] * b[i], squareA + (double)a[i] * a[i], squareB + (double)b[i] * b[i]);
        return product == 0 ? 0 : product / (Math.Sqrt(squareA) * Math.Sqrt(squareB));
    }
}
