using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Experiments.Tables;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Mlvgm.MLNet.Cli.Output;

/// <summary>An experiment on the terminal.</summary>
static class ExperimentText
{
    /// <summary>A line for each row; top-1 accuracies in percent with half their 95 % interval.</summary>
    public static IRenderable Table(ExperimentResults results)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("views") { NoWrap = true });
        foreach (var budget in results.Budgets)
        {
            table.AddColumn(new TableColumn(AccuracyText.Labels(budget)) { NoWrap = true });
            table.AddColumn(new TableColumn("difference") { NoWrap = true });
        }
        foreach (var row in results.Rows)
        {
            table.AddRow(
            [
                Markup.Escape(row.Arm.Name),
                .. results.Budgets.SelectMany(budget => new[]
                {
                    AccuracyText.Of(row.Cells.FirstOrDefault(cell => cell.LabelsPerClass == budget)?.Top1),
                    results.DifferenceOf(row, budget) is { } difference ? AccuracyText.Difference(difference) : "",
                }),
            ]);
        }
        return table;
    }
}
