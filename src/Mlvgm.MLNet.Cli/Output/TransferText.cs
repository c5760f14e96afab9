using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Evaluation.Transfer;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Mlvgm.MLNet.Cli.Output;

/// <summary>A transfer table on the terminal.</summary>
static class TransferText
{
    /// <summary>What stands in the table.</summary>
    public const string Legend = "Top-1 accuracy in percent; below it balanced accuracy, the mean of the classes'.";

    /// <summary>Two lines for each encoder, a column for each data set.</summary>
    public static IRenderable Table(TransferTable table)
    {
        var grid = new Table { Border = TableBorder.Simple };
        foreach (string title in (string[])["encoder", .. table.Datasets, "mean"]) grid.AddColumn(new TableColumn(Markup.Escape(title)) { NoWrap = true });
        foreach (string encoder in table.Encoders)
        {
            var cells = table.Datasets.Select(dataset => table.Find(encoder, dataset)).ToList();
            grid.AddRow([Markup.Escape(encoder), .. cells.Select(cell => AccuracyText.Of(cell?.Top1)), AccuracyText.Share(table.Mean(encoder))]);
            grid.AddRow(["  balanced", .. cells.Select(cell => AccuracyText.Of(cell?.MeanPerClass)), AccuracyText.Share(table.MeanPerClass(encoder))]);
        }
        return grid;
    }
}
