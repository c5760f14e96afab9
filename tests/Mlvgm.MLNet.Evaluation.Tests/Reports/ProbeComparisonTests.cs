using System.Text.Json.Nodes;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Evaluation.Reports;

namespace Mlvgm.MLNet.Evaluation.Tests.Reports;

/// <summary>Results of an encoder trained with three seeds, evaluated one by one, make one table.</summary>
public class ProbeComparisonTests
{
    // Of 10 images of the first class and 90 of the second; seeds differ by more than the rows do.
    static readonly (string Name, ProbeTable Table)[] Seeds =
    [
        Result("seed0", Run("frozen", 10, 0, 4, 60), Run("adapted", 10, 0, 6, 63), Run("frozen", null, 0, 8, 80), Run("adapted", null, 0, 9, 80)),
        Result("seed1", Run("frozen", 10, 1, 2, 50), Run("adapted", 10, 1, 3, 56), Run("frozen", null, 1, 8, 80), Run("adapted", null, 1, 9, 81)),
        Result("seed2", Run("frozen", 10, 2, 5, 70), Run("adapted", 10, 2, 8, 70), Run("frozen", null, 2, 8, 80), Run("adapted", null, 2, 9, 82)),
    ];

    [Fact]
    public void Seeds_of_one_row_come_together_in_every_label_budget()
    {
        var comparison = new ProbeComparison(Seeds);
        Assert.Equal(["frozen", "adapted"], comparison.Table.Cells.Select(cell => cell.Features).Distinct());
        Assert.All(comparison.Table.Cells, cell => Assert.Equal(3, cell.Top1.Count));
        var frozen = comparison.Table.Cells.Single(cell => cell.Features == "frozen" && cell.LabelsPerClass is null);
        Assert.Equal((0.88, 0.0), (Math.Round(frozen.Top1.Mean, 12), Math.Round(frozen.Top1.HalfInterval95!.Value, 12)));
        Assert.Equal((0.8 + 80.0 / 90) / 2, frozen.MeanPerClass!.Mean, 12);
        Assert.Equal("frozen", comparison.Reference);
        Assert.Equal([10, null], comparison.Differences.Select(difference => difference.LabelsPerClass));

        // 5, 7 and 3 of 100 more are right: mean 5, deviation 2, Student's 4.3027 for n = 3.
        var few = comparison.Differences[0];
        Assert.Equal((0.05, 3), (Math.Round(few.Top1.Mean, 12), few.Top1.Count));
        Assert.Equal(4.3027 * 0.02 / Math.Sqrt(3), few.Top1.HalfInterval95!.Value, 5);
        // Of the classes: 2 of 10 and 3 of 90, 1 and 6, 3 and 0.
        double[] balanced = [(0.2 + 3.0 / 90) / 2, (0.1 + 6.0 / 90) / 2, 0.3 / 2];
        Assert.Equal(balanced.Average(), few.MeanPerClass!.Mean, 12);
        Assert.Equal(MeanAndError.Of(balanced).HalfInterval95!.Value, few.MeanPerClass.HalfInterval95!.Value, 12);
        var all = comparison.Differences[1];
        Assert.Equal((0.02, 3), (Math.Round(all.Top1.Mean, 12), all.Top1.Count));
    }

    [Fact]
    public void The_table_can_be_committed() => Assert.Equal(
        """
        | labels            | features |       top-1 | difference |    balanced |  difference | pairs |
        | ----------------- | -------- | ----------: | ---------: | ----------: | ----------: | ----: |
        | 10 labels a class | frozen   | 63.7 ± 28.6 |            | 51.7 ± 32.6 |             |       |
        | 10 labels a class | adapted  | 68.7 ± 23.6 | +5.0 ± 5.0 | 63.3 ± 40.9 | +11.7 ± 8.3 |     3 |
        | all labels        | frozen   |  88.0 ± 0.0 |            |  84.4 ± 0.0 |             |       |
        | all labels        | adapted  |  90.0 ± 2.5 | +2.0 ± 2.5 |  90.0 ± 1.4 |  +5.6 ± 1.4 |     3 |

        Top-1 and balanced accuracy (the mean of the classes' accuracies) in percent, and the difference of each from frozen; pairs share a seed. ± is half the 95 % interval of the mean (Student's t), n = 3 seeds; no ± stands where n = 1.

        """,
        new ProbeComparison(Seeds).ToMarkdown());

    [Fact]
    public void A_seed_that_two_results_have_keeps_them_apart()
    {
        var twice = Result("again", Run("adapted", null, 2, 9, 83));
        var comparison = new ProbeComparison([.. Seeds, twice], "frozen");
        Assert.Equal(
            ["frozen", "seed0: adapted", "seed1: adapted", "seed2: adapted", "again: adapted"], comparison.Table.Cells.Select(cell => cell.Features).Distinct());
        Assert.Equal(0.04, comparison.Differences.Single(difference => difference.Features == "again: adapted").Top1.Mean, 12);
    }

    [Fact]
    public void Rows_that_were_tested_on_other_images_or_trained_on_more_are_no_seeds_of_one()
    {
        foreach (var other in (ProbeRun[])[Run("frozen", null, 7, 8, 80, secondClass: 91), Run("frozen", null, 7, 8, 80, train: 41)])
        {
            var comparison = new ProbeComparison([Seeds[0], Result("other", other)]);
            Assert.Equal(["seed0: frozen", "adapted", "other: frozen"], comparison.Table.Cells.Select(cell => cell.Features).Distinct());
        }
    }

    [Fact]
    public void Results_of_one_name_whose_rows_have_to_be_told_apart_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new ProbeComparison([Seeds[0], Seeds[0]]));
        Assert.Contains("'seed0: frozen'", error.Message);
        // A row that is called what another would be.
        error = Assert.Throws<ArgumentException>(() => new ProbeComparison([Seeds[0], Result("b", Run("frozen", 10, 0, 1, 1), Run("seed0: frozen", 10, 0, 1, 1))]));
        Assert.Contains("'seed0: frozen'", error.Message);
    }

    [Fact]
    public void Json_has_both_accuracies_of_rows_and_differences()
    {
        var json = JsonNode.Parse(new ProbeComparison(Seeds).ToJson())!;
        Assert.Equal((0.8 + 80.0 / 90) / 2, (double)json["table"]!["cells"]![2]!["meanPerClass"]!["mean"]!, 12);
        Assert.Equal(3, (int)json["differences"]![0]!["meanPerClass"]!["count"]!);
        Assert.True((double)json["differences"]![0]!["meanPerClass"]!["halfInterval95"]! > 0);
    }

    static (string Name, ProbeTable Table) Result(string name, params ProbeRun[] runs) => (name, new ProbeTable(runs));

    /// <param name="features">The row.</param>
    /// <param name="budget">The label budget.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="first">How many of 10 images of the first class are right.</param>
    /// <param name="second">How many of the second class are.</param>
    /// <param name="secondClass">How many images the second class has.</param>
    /// <param name="train">Images that were trained on.</param>
    static ProbeRun Run(string features, int? budget, ulong seed, int first, int second, int secondClass = 90, int train = 40)
    {
        var confusion = new ConfusionMatrix([[first, 10 - first], [secondClass - second, second]]);
        return new ProbeRun(features, budget, seed, new ProbeResult(confusion.Accuracy, 1, budget ?? train, 10 + secondClass, 1) { Confusion = confusion });
    }
}
