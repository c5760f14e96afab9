using System.Globalization;
using System.Text;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Experiments.Pages;
using Mlvgm.MLNet.Experiments.Tables;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Measurement.Reports.Page;

namespace Mlvgm.MLNet.Experiments.Probes;

/// <summary>The files of a table of probes.</summary>
static class ProbeFolder
{
    /// <summary>Writes results.json, results.csv and index.html.</summary>
    public static void Write(string folder, string title, ProbeTable table)
    {
        AtomicFile.WriteText(Path.Combine(folder, ExperimentResults.JsonName), table.ToJson() + "\n");
        AtomicFile.WriteText(Path.Combine(folder, ExperimentResults.CsvName), Csv(table));
        AtomicFile.WriteText(Path.Combine(folder, ExperimentResults.PageName), Page(title, table).Html);
    }

    static string Csv(ProbeTable table)
    {
        var text = new StringBuilder("features,labels_per_class,runs,top1,top1_half_interval95,top5,mean_per_class\n");
        foreach (var cell in table.Cells)
        {
            text.Append(CultureInfo.InvariantCulture, $"\"{cell.Features.Replace("\"", "\"\"")}\",{cell.LabelsPerClass?.ToString(CultureInfo.InvariantCulture) ?? "all"},")
                .Append(CultureInfo.InvariantCulture, $"{cell.Top1.Count},{cell.Top1.Mean:F5},{cell.Top1.HalfInterval95:F5},{cell.Top5.Mean:F5},{cell.Confusion.MeanPerClass:F5}\n");
        }
        return text.ToString();
    }

    static Markup Page(string title, ProbeTable table)
    {
        int?[] budgets = [.. table.Cells.Select(cell => cell.LabelsPerClass).Distinct()];
        var rows = table.Cells.GroupBy(cell => cell.Features).Select(row => Markup.Of($"""
            <tr><th scope="row">{row.Key}</th>
            {Markup.Join(budgets.Select(budget => row.FirstOrDefault(cell => cell.LabelsPerClass == budget) is { } cell
                ? Markup.Of($"<td>{ResultsPage.Accuracy(cell.Top1)}</td><td>{ResultsPage.Accuracy(cell.Top5)}</td>")
                : Markup.Of($"<td>–</td><td>–</td>")))}</tr>
            """));
        var all = table.Cells.Where(cell => cell.LabelsPerClass is null).Select(cell => (cell.Features, cell.Top1)).ToList();
        return PageFrame.Of(title, "Evaluation", "Linear probes and nearest neighbours on real images.", Markup.Empty, Markup.Of($"""
            <section id="table"><h2>Accuracy</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="Table of accuracies">
            <table>
            <caption>Accuracy on the test images, in percent; mean ± half the 95 % interval where there are several draws of the labels.</caption>
            <thead>
            <tr><th></th>{Markup.Join(budgets.Select(budget => Markup.Of($"<th class=\"group\" scope=\"colgroup\" colspan=\"2\">{ResultsPage.Labels(budget)}</th>")))}</tr>
            <tr><th scope="col">features</th>{Markup.Join(budgets.Select(_ => Markup.Of($"<th scope=\"col\">top-1</th><th scope=\"col\">top-5</th>")))}</tr>
            </thead>
            <tbody>
            {Markup.Join(rows)}
            </tbody>
            </table>
            </div></section>
            <section id="chart"><h2>With all labels</h2>
            {Markup.Figure(IntervalChart.Of(all, reference: null, "Top-1 accuracy of every row with all labels"), "Top-1 accuracy with all labels.")}</section>
            """));
    }
}
