using CsCheck;
using Mlvgm.MLNet.Evaluation.Labels;

namespace Mlvgm.MLNet.Evaluation.Tests.Labels;

public class LabelBudgetTests
{
    [Fact]
    public void Every_class_gets_its_share_and_no_row_twice() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[1, 12], Gen.Int[0, 9], Gen.ULong).Sample((classes, perClass, spare, seed) =>
        {
            int[] labels = [.. Enumerable.Range(0, classes * (perClass + spare)).Select(row => row % classes)];
            var rows = LabelBudget.Choose(labels, perClass, seed);
            Assert.Equal(rows.Order().Distinct(), rows);
            Assert.All(rows.GroupBy(row => labels[row]), group => Assert.Equal(perClass, group.Count()));
            Assert.Equal(classes * perClass, rows.Count);
        }, iter: 200);

    [Fact]
    public void A_seed_chooses_the_same_rows_again_and_another_seed_others()
    {
        int[] labels = [.. Enumerable.Range(0, 1000).Select(row => row % 10)];
        Assert.Equal(LabelBudget.Choose(labels, 10, seed: 1), LabelBudget.Choose(labels, 10, seed: 1));
        Assert.NotEqual(LabelBudget.Choose(labels, 10, seed: 1), LabelBudget.Choose(labels, 10, seed: 2));
    }

    [Fact]
    public void A_smaller_budget_is_part_of_a_larger_one()
    {
        int[] labels = [.. Enumerable.Range(0, 1000).Select(row => row % 10)];
        Assert.Empty(LabelBudget.Choose(labels, 5, seed: 3).Except(LabelBudget.Choose(labels, 20, seed: 3)));
    }

    [Fact]
    public void Rows_are_chosen_uniformly()
    {
        // One class of 10 rows, 3 chosen, 4,000 seeds: each row is expected 1,200 times, standard deviation 29.
        var counts = new int[10];
        for (ulong seed = 0; seed < 4000; seed++)
            foreach (int row in LabelBudget.Choose(new int[10], 3, seed)) counts[row]++;
        Assert.All(counts, count => Assert.InRange(count, 1200 - 5 * 29, 1200 + 5 * 29));
    }

    [Fact]
    public void A_class_with_too_few_rows_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => LabelBudget.Choose([0, 0, 1], 2, seed: 1));
        Assert.Contains("Class 1 has 1 rows; 2 were asked for.", error.Message);
    }
}
