using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Reports.Charts;
using Mlvgm.MLNet.Reports.Html;

namespace Mlvgm.MLNet.Experiments.Results;

/// <summary>Accuracies with all labels, a line for each row.</summary>
static class AccuracyChart
{
    const double Percent = 100;

    /// <summary>The chart.</summary>
    /// <param name="rows">Names and accuracies, from top to bottom.</param>
    /// <param name="reference">An accuracy that is marked, or null.</param>
    public static Markup Of(IReadOnlyList<(string Name, MeanAndError Value)> rows, double? reference) =>
        new IntervalChart("top-1 accuracy, %", "Top-1 accuracy of every row with all labels")
        {
            Rows = [.. rows.Select(row => new ChartInterval(row.Name, Percent * row.Value.Mean, Percent * (row.Value.HalfInterval95 ?? 0)))],
            Reference = Percent * reference,
        }.ToMarkup();
}
