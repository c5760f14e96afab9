using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Evaluation.Transfer;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.Reports.Csv;
using Mlvgm.MLNet.Reports.Html;

namespace Mlvgm.MLNet.Experiments.Transfers;

/// <summary>The files of a transfer table.</summary>
static class TransferFolder
{
    const string Title = "Encoders on other data sets (paper, Table 5)";

    /// <summary>Writes results.json, results.csv and index.html, or the partial ones.</summary>
    public static void Write(string folder, TransferTable table, int planned, IReadOnlyDictionary<string, IReadOnlyList<ImageFindings>> data) => ResultFolder.Write(
        folder, table.Cells.Count == planned, new { name = "transfer", title = Title, cells = table.Cells, finished = table.Cells.Count, planned }, data,
        Csv(table), Page(table, planned));

    /// <summary>A line for every single run.</summary>
    static CsvTable Csv(TransferTable table)
    {
        var csv = new CsvTable(["encoder", "dataset", "run", .. RunColumns.ResultNames]);
        foreach (var cell in table.Cells)
        {
            foreach (var (run, result) in cell.Results.Index())
                csv.Add([CsvCell.Text(cell.Encoder), CsvCell.Word(cell.Dataset), CsvCell.Number(run + 1), .. RunColumns.Of(result)]);
        }
        return csv;
    }

    static Markup Page(TransferTable table, int planned)
    {
        string lead = table.Cells.Count < planned
            ? $"{table.Cells.Count} of {planned} are finished."
            : "A linear classifier on each encoder, trained and tested on each data set.";
        var accuracies = Markup.Of($"""
            <caption>Top-1 accuracy on the test images, in percent; below it balanced accuracy, the mean of the classes'. {IntervalText.Note(table.Cells.Select(cell => cell.Top1), "seeds")}</caption>
            <thead><tr><th scope="col">encoder</th>{Markup.Join(table.Datasets.Select(name => Markup.Of($"<th scope=\"col\">{name}</th>")))}<th scope="col">mean</th></tr></thead>
            <tbody>
            {Markup.Join(table.Encoders.Select(encoder => Row(table, encoder)))}
            </tbody>
            """);
        return PageFrame.Of(Title, "Transfer", lead, Markup.Empty, Markup.Of($"""
            <section id="table"><h2>Accuracy</h2>
            {HtmlTable.Scrolling("Table of accuracies", accuracies)}</section>
            """));
    }

    static Markup Row(TransferTable table, string encoder)
    {
        var cells = table.Datasets.Select(dataset => table.Find(encoder, dataset) is { } cell
            ? Markup.Of($"<td>{AccuracyText.Of(cell.Top1)}<small>{AccuracyText.Of(cell.MeanPerClass)}</small></td>")
            : Markup.Of($"<td>–</td>"));
        return Markup.Of($"<tr><th scope=\"row\">{encoder}</th>{Markup.Join(cells)}<td>{AccuracyText.Share(table.Mean(encoder))}<small>{AccuracyText.Share(table.MeanPerClass(encoder))}</small></td></tr>");
    }
}
