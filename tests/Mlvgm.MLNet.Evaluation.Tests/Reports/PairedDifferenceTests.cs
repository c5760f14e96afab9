using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Evaluation.Reports;

namespace Mlvgm.MLNet.Evaluation.Tests.Reports;

public class PairedDifferenceTests
{
    // Seeds differ by far more than the two kinds of features do.
    static readonly ProbeRun[] Runs =
    [
        Run("a", null, 1, 0.50), Run("a", null, 2, 0.70), Run("a", null, 3, 0.90), Run("a", 10, 1, 0.2),
        Run("b", null, 3, 0.92), Run("b", null, 1, 0.52), Run("b", null, 2, 0.72), Run("b", null, 9, 0.1),
        Run("pixels", null, 0, 0.60),
    ];

    [Fact]
    public void What_runs_of_one_seed_have_in_common_cancels()
    {
        var difference = Assert.Single(PairedDifference.Between(Runs, "b", "a"));
        Assert.Equal(("b", "a", null, 3), (difference.Features, difference.Reference, difference.LabelsPerClass, difference.Top1.Count));
        Assert.Equal(0.02, difference.Top1.Mean, 12);
        Assert.Equal(0, difference.Top1.HalfInterval95!.Value, 9);
    }

    [Fact]
    public void A_reference_without_seeds_is_compared_with_every_run()
    {
        var difference = Assert.Single(PairedDifference.Between(Runs, "a", "pixels"));
        Assert.Equal((0.1, 3), (Math.Round(difference.Top1.Mean, 12), difference.Top1.Count));
    }

    [Fact]
    public void Budgets_without_a_pair_are_left_out() => Assert.DoesNotContain(PairedDifference.Between(Runs, "a", "b"), d => d.LabelsPerClass == 10);

    [Fact]
    public void Rows_of_one_name_in_two_results_are_told_apart_by_the_results_names()
    {
        var comparison = new ProbeComparison([("first", new ProbeTable(Runs)), ("second", new ProbeTable([Run("a", null, 1, 0.55), Run("c", null, 1, 0.4)]))]);
        Assert.Equal("first: a", comparison.Reference);
        Assert.Equal(["first: a", "b", "pixels", "second: a", "c"], comparison.Table.Cells.Select(cell => cell.Features).Distinct());
        Assert.Equal(0.05, comparison.Differences.Single(d => d.Features == "second: a").Top1.Mean, 12);
    }

    [Fact]
    public void A_reference_that_is_not_there_is_refused_with_those_that_are()
    {
        var error = Assert.Throws<ArgumentException>(() => new ProbeComparison([("first", new ProbeTable(Runs))], "z"));
        Assert.Contains("a; b; pixels", error.Message);
    }

    static ProbeRun Run(string features, int? budget, ulong seed, double top1) =>
        new(features, budget, seed, new ProbeResult(top1, 1, 100, 100, 1) { Confusion = new ConfusionMatrix(2) });
}
