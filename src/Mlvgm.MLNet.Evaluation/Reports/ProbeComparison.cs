using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Reports.Json;
using Mlvgm.MLNet.Reports.Markdown;

namespace Mlvgm.MLNet.Evaluation.Reports;

/// <summary>One table from the results of several evaluations, with the paired difference of every row from a reference.</summary>
/// <example>See <c>examples/ApiTour/ComparedFeatures.cs</c>.</example>
public sealed class ProbeComparison
{
    /// <summary>Compares results.</summary>
    /// <param name="results">
    /// Names and tables. Rows of one name become one row with the seeds of all where no label budget has a seed twice; where one has, or where they were tested on other
    /// images or trained on more, they stay apart, each name preceded by its table's.
    /// </param>
    /// <param name="reference">The row with which the others are compared; the first when null.</param>
    /// <exception cref="ArgumentException">
    /// There is no table, no row of the reference's name (the message lists those there are), or tables of one name have rows that have to be told apart.
    /// </exception>
    public ProbeComparison(IReadOnlyList<(string Name, ProbeTable Table)> results, string? reference = null)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (results.Count == 0) throw new ArgumentException("There is nothing to compare.", nameof(results));
        var runs = ComparedRows.Of(results);
        string[] names = [.. runs.Select(run => run.Features).Distinct()];
        Reference = reference ?? names[0];
        if (!names.Contains(Reference))
            throw new ArgumentException($"There is no row '{Reference}'. The rows are: {string.Join("; ", names)}.", nameof(reference));
        Table = new ProbeTable(runs);
        Differences = [.. names.Where(name => name != Reference).SelectMany(name => PairedDifference.Between(runs, name, Reference))];
    }

    /// <summary>The row with which the others are compared.</summary>
    public string Reference { get; }

    /// <summary>All rows.</summary>
    public ProbeTable Table { get; }

    /// <summary>Every other row less the reference, per label budget, over the seeds that both have.</summary>
    public IReadOnlyList<PairedDifference> Differences { get; }

    /// <summary>
    /// A Markdown table, small label budgets first: top-1 and balanced accuracy in percent, the difference of each from the reference and the number of pairs;
    /// ± is half the 95 % interval. Under it a line that says so.
    /// </summary>
    public string ToMarkdown()
    {
        var table = new MarkdownTable(
            MarkdownColumn.Words("labels"), MarkdownColumn.Words("features"), MarkdownColumn.Numbers("top-1"), MarkdownColumn.Numbers("difference"),
            MarkdownColumn.Numbers("balanced"), MarkdownColumn.Numbers("difference"), MarkdownColumn.Numbers("pairs"));
        foreach (var cell in Table.Cells.OrderBy(cell => cell.LabelsPerClass ?? int.MaxValue))
        {
            var difference = Differences.FirstOrDefault(d => d.Features == cell.Features && d.LabelsPerClass == cell.LabelsPerClass);
            string[] figures =
            [
                AccuracyText.Of(cell.Top1), difference is null ? "" : AccuracyText.Difference(difference.Top1),
                AccuracyText.Of(cell.MeanPerClass), difference is null ? "" : AccuracyText.Difference(difference.MeanPerClass), $"{difference?.Top1.Count}",
            ];
            table.Add([MarkdownText.Text(AccuracyText.Labels(cell.LabelsPerClass)), MarkdownText.Text(cell.Features), .. figures.Select(MarkdownText.Text)]);
        }
        var note = MarkdownText.Of(
            $"Top-1 and balanced accuracy (the mean of the classes' accuracies) in percent, and the difference of each from {Reference}; pairs share a seed.");
        return $"{table.ToAlignedText()}\n{note} {IntervalText.Note(Table.Cells.Select(cell => cell.Top1), "seeds")}".TrimEnd() + "\n";
    }

    /// <summary>The comparison as JSON: <c>{"reference", "table": {"cells", "runs"}, "differences": [{"features", "reference", "labelsPerClass",
    /// "top1": {"mean", "standardDeviation", "standardError", "count", "halfInterval95"}, "meanPerClass"}]}</c>.</summary>
    public string ToJson() => ReportJson.ToText(this);
}
