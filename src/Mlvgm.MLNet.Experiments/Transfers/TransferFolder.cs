using System.Globalization;
using System.Text;
using System.Text.Json;
using Mlvgm.MLNet.Evaluation.Transfer;
using Mlvgm.MLNet.Experiments.Pages;
using Mlvgm.MLNet.Experiments.Tables;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Measurement.Reports.Page;

namespace Mlvgm.MLNet.Experiments.Transfers;

/// <summary>The files of a transfer table.</summary>
static class TransferFolder
{
    const string Title = "Encoders on other data sets (paper, Table 5)";
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes results.json, results.csv and index.html.</summary>
    public static void Write(string folder, TransferTable table, int planned)
    {
        var results = new { name = "transfer", title = Title, cells = table.Cells, finished = table.Cells.Count, planned };
        AtomicFile.WriteText(Path.Combine(folder, ExperimentResults.JsonName), JsonSerializer.Serialize(results, Json) + "\n");
        AtomicFile.WriteText(Path.Combine(folder, ExperimentResults.CsvName), Csv(table));
        AtomicFile.WriteText(Path.Combine(folder, ExperimentResults.PageName), Page(table, planned).Html);
    }

    static string Csv(TransferTable table)
    {
        var text = new StringBuilder("encoder,dataset,seeds,top1,top5,mean_per_class,train_images,test_images\n");
        foreach (var cell in table.Cells)
        {
            var first = cell.Results[0];
            text.Append(CultureInfo.InvariantCulture, $"\"{cell.Encoder.Replace("\"", "\"\"")}\",{cell.Dataset},{cell.Results.Count},{cell.Top1.Mean:F5},")
                .Append(CultureInfo.InvariantCulture, $"{cell.Results.Average(result => result.Top5):F5},{cell.MeanPerClass.Mean:F5},{first.TrainRows},{first.TestRows}\n");
        }
        return text.ToString();
    }

    static Markup Page(TransferTable table, int planned)
    {
        string lead = table.Cells.Count < planned
            ? $"{table.Cells.Count} of {planned} are finished."
            : "A linear classifier on each encoder, trained and tested on each data set.";
        return PageFrame.Of(Title, "Transfer", lead, Markup.Empty, Markup.Of($"""
            <section id="table"><h2>Accuracy</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="Table of accuracies">
            <table>
            <caption>Top-1 accuracy on the test images, in percent, ± half the 95 % interval over seeds where there are several; below it the mean
            over classes.</caption>
            <thead><tr><th scope="col">encoder</th>{Markup.Join(table.Datasets.Select(name => Markup.Of($"<th scope=\"col\">{name}</th>")))}<th scope="col">mean</th></tr></thead>
            <tbody>
            {Markup.Join(table.Encoders.Select(encoder => Row(table, encoder)))}
            </tbody>
            </table>
            </div></section>
            """));
    }

    static Markup Row(TransferTable table, string encoder)
    {
        var cells = table.Datasets.Select(dataset => table.Find(encoder, dataset) is { } cell
            ? Markup.Of($"<td>{ResultsPage.Accuracy(cell.Top1)}<small>{ResultsPage.Accuracy(cell.MeanPerClass)}</small></td>")
            : Markup.Of($"<td>–</td>"));
        string mean = table.Mean(encoder) is { } value ? (100 * value).ToString("F1", CultureInfo.InvariantCulture) : "–";
        return Markup.Of($"<tr><th scope=\"row\">{encoder}</th>{Markup.Join(cells)}<td>{mean}</td></tr>");
    }
}
