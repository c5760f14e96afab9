using System.Globalization;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Evaluation.Transfer;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Mlvgm.MLNet.Cli.Output;

/// <summary>A transfer table on the terminal.</summary>
static class TransferText
{
    /// <summary>A line for each encoder, a column for each data set; top-1 accuracy in percent.</summary>
    public static IRenderable Table(TransferTable table)
    {
        var grid = new Table { Border = TableBorder.Simple };
        foreach (string title in (string[])["encoder", .. table.Datasets, "mean"]) grid.AddColumn(new TableColumn(title) { NoWrap = true });
        foreach (string encoder in table.Encoders)
        {
            grid.AddRow(
            [
                Markup.Escape(encoder),
                .. table.Datasets.Select(dataset => AccuracyText.Of(table.Find(encoder, dataset)?.Top1)),
                table.Mean(encoder) is { } mean ? (100 * mean).ToString("F1", CultureInfo.InvariantCulture) : "",
            ]);
        }
        return grid;
    }
}
