using System.Text.Json;
using CsCheck;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Reports.Json;

namespace Mlvgm.MLNet.Evaluation.Tests.Probes;

public class ConfusionMatrixTests
{
    static readonly Gen<long[][]> Counts = Gen.Int[1, 6].SelectMany(classes => Gen.Long[0, 1000].Array[classes].Array[classes]);

    [Fact]
    public void The_sum_of_matrices_counts_every_row_of_each() => Gen.Int[1, 5].SelectMany(classes =>
        Gen.Long[0, 1_000_000].Array[classes].Array[classes].Array[1, 4]).Sample(parts =>
    {
        var sum = ConfusionMatrix.Sum([.. parts.Select(part => new ConfusionMatrix(part))]);
        for (int label = 0; label < parts[0].Length; label++)
        {
            for (int predicted = 0; predicted < parts[0].Length; predicted++)
                Assert.Equal(parts.Sum(part => part[label][predicted]), sum.Counts[label][predicted]);
        }
    }, iter: 200);

    [Fact]
    public void Shares_are_of_the_rows_of_a_class_and_a_class_without_rows_has_none() => Counts.Sample(counts =>
    {
        var matrix = new ConfusionMatrix(counts);
        long[] rows = [.. counts.Select(row => row.Sum())], right = [.. counts.Select((row, i) => row[i])];
        Assert.Equal(rows.Select((total, i) => total == 0 ? (double?)null : (double)right[i] / total), matrix.PerClass);
        if (rows.Sum() > 0) Assert.Equal((double)right.Sum() / rows.Sum(), matrix.Accuracy, 12);
        if (rows.All(total => total == 0)) Assert.Null(matrix.MeanPerClass);
        else Assert.Equal(rows.Zip(right).Where(pair => pair.First > 0).Average(pair => (double)pair.Second / pair.First), matrix.MeanPerClass!.Value, 12);
    }, iter: 300);

    [Fact]
    public void It_comes_back_from_JSON() => Counts.Sample(counts =>
        Assert.Equal(counts, ReportJson.Parse<ConfusionMatrix>(ReportJson.ToText(new ConfusionMatrix(counts))).Counts), iter: 100);

    [Theory]
    [InlineData("[]")]
    [InlineData("[[1,2]]")]
    [InlineData("[[1,2],[3]]")]
    [InlineData("[[1,2],null]")]
    [InlineData("[[1,-2],[3,4]]")]
    public void What_is_no_square_of_counts_is_refused(string counts) => Assert.Contains(
        "a square of counts", Assert.ThrowsAny<Exception>(() => ReportJson.Parse<ConfusionMatrix>($"{{\"counts\": {counts}}}")).GetBaseException().Message);

    [Fact]
    public void Matrices_of_other_classes_or_none_are_not_added()
    {
        Assert.Contains("Only matrices of the same classes", Assert.Throws<ArgumentException>(() => ConfusionMatrix.Sum([new(2), new(3)])).Message);
        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => ConfusionMatrix.Sum([])).Message);
    }

    [Fact]
    public void A_matrix_does_not_change_with_what_it_was_made_of()
    {
        long[][] counts = [[1, 0], [0, 1]];
        var matrix = new ConfusionMatrix(counts);
        counts[0][0] = 9;
        Assert.Equal(1, matrix.Counts[0][0]);
    }

    [Fact]
    public void A_probe_counts_every_test_row_once_and_its_accuracy_is_that_of_the_matrix() =>
        Gen.Select(Gen.Int[2, 6], Gen.Int[1, 30], Gen.Int[1, 30], Gen.Int[1, 4], Gen.ULong).Sample((classes, trainRows, testRows, neighbours, seed) =>
        {
            var random = new Random((int)(seed % int.MaxValue));
            LabelledFeatures Draw(int rows) => LabelledFeatures.Create(
                3, classes, [.. Enumerable.Range(0, 3 * rows).Select(_ => random.NextSingle() - 0.5f)],
                    [.. Enumerable.Range(0, rows).Select(_ => random.Next(classes))]);
            var (train, test) = (Draw(trainRows), Draw(testRows));
            var result = new NearestNeighbourProbe(new() { Neighbours = Math.Min(neighbours, trainRows) }).Evaluate(train, test);
            Assert.Equal(test.Labels.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => (pair.Key, (long)pair.Value)),
                result.Confusion.Counts.Select((row, label) => (label, row.Sum())).Where(pair => pair.Item2 > 0));
            Assert.Equal(result.Confusion.Accuracy, result.Top1, 12);
            Assert.InRange(result.Top5, result.Top1, 1);
            Assert.Equal((trainRows, testRows), (result.TrainRows, result.TestRows));
        }, iter: 100);
}
