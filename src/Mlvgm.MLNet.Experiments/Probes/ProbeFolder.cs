using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.Reports.Csv;
using Mlvgm.MLNet.Reports.Html;

namespace Mlvgm.MLNet.Experiments.Probes;

/// <summary>The files of a table of probes.</summary>
static class ProbeFolder
{
    /// <summary>Writes results.json, results.csv and index.html, or the partial ones.</summary>
    public static void Write(string folder, string title, ProbeTable table, IReadOnlyList<ImageFindings> data, bool isFinished) =>
        ResultFolder.Write(folder, isFinished, table, data, Csv(table), Page(title, table, isFinished));

    /// <summary>A line for every single probe.</summary>
    static CsvTable Csv(ProbeTable table)
    {
        var csv = new CsvTable(["features", .. RunColumns.Names]);
        foreach (var run in table.Runs) csv.Add([CsvCell.Text(run.Features), .. RunColumns.Of(run)]);
        return csv;
    }

    static Markup Page(string title, ProbeTable table, bool isFinished)
    {
        int?[] budgets = [.. table.Cells.Select(cell => cell.LabelsPerClass).Distinct()];
        var rows = table.Cells.GroupBy(cell => cell.Features).Select(row => Markup.Of($"""
            <tr><th scope="row">{row.Key}</th>
            {Markup.Join(budgets.Select(budget => row.FirstOrDefault(cell => cell.LabelsPerClass == budget) is { } cell
                ? Markup.Of($"<td>{AccuracyText.Of(cell.Top1)}</td><td>{AccuracyText.Of(cell.MeanPerClass)}</td><td>{AccuracyText.Of(cell.Top5)}</td>")
                : Markup.Of($"<td>–</td><td>–</td><td>–</td>")))}</tr>
            """));
        var all = table.Cells.Where(cell => cell.LabelsPerClass is null).Select(cell => (cell.Features, cell.Top1)).ToList();
        var accuracies = Markup.Of($"""
            <caption>Accuracy on the test images, in percent; balanced is the mean of the classes' accuracies. {IntervalText.Note(table.Cells.Select(cell => cell.Top1), "draws of the labels")}</caption>
            <thead>
            <tr><th></th>{Markup.Join(budgets.Select(budget => Markup.Of($"<th class=\"group\" scope=\"colgroup\" colspan=\"3\">{AccuracyText.Labels(budget)}</th>")))}</tr>
            <tr><th scope="col">features</th>{Markup.Join(budgets.Select(_ => Markup.Of($"<th scope=\"col\">top-1</th><th scope=\"col\">balanced</th><th scope=\"col\">top-5</th>")))}</tr>
            </thead>
            <tbody>
            {Markup.Join(rows)}
            </tbody>
            """);
        return PageFrame.Of(title, "Evaluation", $"Linear probes and nearest neighbours on real images.{(isFinished ? "" : " The run has not ended: encoders are missing.")}", Markup.Empty, Markup.Of($"""
            <section id="table"><h2>Accuracy</h2>
            {HtmlTable.Scrolling("Table of accuracies", accuracies)}</section>
            <section id="chart"><h2>With all labels</h2>
            {Markup.Figure(AccuracyChart.Of(all, reference: null), "Top-1 accuracy with all labels.")}</section>
            """));
    }
}
