using Microsoft.ML;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Probes;

namespace Mlvgm.MLNet.Evaluation.Tests.Probes;

public class LinearProbeTests
{
    readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Clusters_far_apart_are_told_apart()
    {
        var result = Probe(separation: 12);
        Assert.Equal(1, result.Top1);
        Assert.Equal(1, result.Top5);
        Assert.Equal((1000, 1000), (result.TrainRows, result.TestRows));
    }

    [Fact]
    public void Features_without_information_score_as_chance_does()
    {
        // 10 balanced classes, 1,000 test rows: chance is 0.1 and 0.5, with standard deviations 0.0095 and 0.0158.
        var result = Probe(separation: 0);
        Assert.InRange(result.Top1, 0.1 - 5 * 0.0095, 0.1 + 5 * 0.0095);
        Assert.InRange(result.Top5, 0.5 - 5 * 0.0158, 0.5 + 5 * 0.0158);
    }

    [Fact]
    public void Overlapping_clusters_come_close_to_the_best_possible_accuracy()
    {
        // The best rule takes the largest coordinate: P = E[Phi(x + 2)^9] over x ~ N(0, 1), integrated numerically below.
        double best = BestAccuracy(separation: 2, classes: 10);
        var result = Probe(separation: 2);
        Assert.InRange(result.Top1, best - 0.08, best + 0.05);
        Assert.True(result.Top5 > result.Top1);
    }

    [Fact]
    public void The_same_data_give_the_same_accuracy() =>
        Assert.Equal(Describe(Probe(separation: 1)), Describe(Probe(separation: 1)));

    static string Describe(ProbeResult result) =>
        $"{result.Top1} {result.Top5} {string.Join('|', result.Confusion.Counts.Select(row => string.Join(' ', row)))}";

    [Fact]
    public void The_confusion_matrix_has_the_rows_of_each_class_and_top_1_on_its_diagonal()
    {
        var result = Probe(separation: 2);
        Assert.All(result.Confusion.Counts, row => Assert.Equal(100, row.Sum()));
        Assert.Equal(result.Top1, result.Confusion.Accuracy, 1e-9);
        Assert.Equal(result.Top1, result.Confusion.MeanPerClass!.Value, 1e-9);
    }

    [Fact]
    public void Features_of_very_different_scales_count_alike()
    {
        var train = Scaled(1e-4f, seed: 1);
        Assert.True(new LinearProbe(_ml).Evaluate(train, Scaled(1e-4f, seed: 2)).Top1 > 0.99);
    }

    [Fact]
    public void A_constant_feature_does_no_harm()
    {
        var rows = Enumerable.Range(0, 60).Select(i => new LabelledFeatures.Row { Features = [0, 7, i % 2], Label = (uint)(i % 2) });
        var view = Clusters.View(_ml, rows.ToArray(), width: 3, classes: 2);
        Assert.Equal(1, new LinearProbe(_ml).Evaluate(view, view).Top1);
    }

    [Fact]
    public void Top_5_of_fewer_than_five_classes_is_one()
    {
        var data = Clusters.Draw(_ml, classes: 3, perClass: 30, separation: 0, seed: 1);
        Assert.Equal(1, new LinearProbe(_ml).Evaluate(data, data).Top5);
    }

    [Fact]
    public void Sets_that_do_not_fit_together_are_refused()
    {
        var train = Clusters.Draw(_ml, classes: 3, perClass: 5, separation: 1, seed: 1, width: 4);
        var test = Clusters.Draw(_ml, classes: 3, perClass: 5, separation: 1, seed: 1, width: 5);
        var error = Assert.Throws<ArgumentException>(() => new LinearProbe(_ml).Evaluate(train, test));
        Assert.Contains("The training rows have 4 features and 3 classes, the test rows 5 and 3.", error.Message);
    }

    [Fact]
    public void An_empty_set_is_refused()
    {
        var full = Clusters.Draw(_ml, classes: 3, perClass: 5, separation: 1, seed: 1, width: 4);
        var empty = Clusters.View(_ml, [], width: 4, classes: 3);
        Assert.Contains("no labelled training row", Assert.Throws<ArgumentException>(() => new LinearProbe(_ml).Evaluate(empty, full)).Message);
        Assert.Contains("no labelled test row", Assert.Throws<ArgumentException>(() => new LinearProbe(_ml).Evaluate(full, empty)).Message);
    }

    ProbeResult Probe(double separation) => new LinearProbe(_ml).Evaluate(
        Clusters.Draw(_ml, classes: 10, perClass: 100, separation, seed: 1),
        Clusters.Draw(_ml, classes: 10, perClass: 100, separation, seed: 2));

    IDataView Scaled(float scale, ulong seed)
    {
        var features = LabelledFeatures.Read(Clusters.Draw(_ml, classes: 2, perClass: 100, separation: 8, seed, width: 2));
        var rows = features.Rows.Select(row => new LabelledFeatures.Row { Features = [row.Features[0] * scale, row.Features[1] / scale], Label = row.Label });
        return Clusters.View(_ml, rows.ToArray(), width: 2, classes: 2);
    }

    static double BestAccuracy(double separation, int classes)
    {
        const double step = 1e-3;
        double sum = 0;
        for (double x = -8; x < 8; x += step)
            sum += Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI)
                * Math.Pow(Latents.NormalDistribution.Cumulative(x + separation), classes - 1) * step;
        return sum;
    }
}
