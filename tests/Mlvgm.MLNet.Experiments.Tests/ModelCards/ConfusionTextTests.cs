using CsCheck;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Experiments.ModelCards;

namespace Mlvgm.MLNet.Experiments.Tests.ModelCards;

public class ConfusionTextTests
{
    [Fact]
    public void A_matrix_of_many_classes_is_left_out() => Assert.Equal(
        "The confusion matrix of 21 classes is left out: `mlvgm evaluate --json` writes it.\n",
        ConfusionText.ToMarkdown(new ConfusionMatrix(21), [.. Enumerable.Range(0, 21).Select(i => $"{i}")]));

    [Fact]
    public void Shares_of_each_class_are_in_its_row_the_right_ones_bold_and_none_where_there_is_none() => Assert.Equal(
        """
        | true \ predicted | a\|b | _c |
        |---|---:|---:|
        | a\|b | **75.0** | 25.0 |
        | \_c |  | **100.0** |

        """.Replace("| _c |\n", "| \\_c |\n", StringComparison.Ordinal).ReplaceLineEndings("\n"),
        ConfusionText.ToMarkdown(new ConfusionMatrix([[3, 1], [0, 7]]), ["a|b", "_c"]).Replace(
            @"true \\ predicted", @"true \ predicted", StringComparison.Ordinal));

    [Fact]
    public void A_class_without_images_has_an_empty_row() =>
        Assert.Contains("| b |  |  |\n", ConfusionText.ToMarkdown(new ConfusionMatrix([[1, 0], [0, 0]]), ["a", "b"]));

    [Fact]
    public void The_shares_of_a_row_are_all_of_it() => Gen.Int[1, 20].SelectMany(classes => Gen.Long[0, 500].Array[classes].Array[classes]).Sample(counts =>
    {
        string[] lines = ConfusionText.ToMarkdown(new ConfusionMatrix(counts), [.. counts.Select((_, i) => $"c{i}")]).TrimEnd('\n').Split('\n');
        Assert.Equal(2 + counts.Length, lines.Length);
        foreach (var (label, row) in counts.Index())
        {
            string[] cells = lines[2 + label].Split('|', StringSplitOptions.TrimEntries)[2..^1];
            Assert.Equal(row.Select(count => count == 0), cells.Select(cell => cell.Length == 0));
            double sum = cells.Where(cell => cell.Length > 0).Sum(cell => double.Parse(cell.Trim('*'), System.Globalization.CultureInfo.InvariantCulture));
            if (row.Sum() > 0) Assert.Equal(100, sum, 0.05 * row.Length + 1e-9);
            Assert.Equal(row[label] > 0, cells[label].StartsWith("**", StringComparison.Ordinal));
        }
    }, iter: 100);
}
