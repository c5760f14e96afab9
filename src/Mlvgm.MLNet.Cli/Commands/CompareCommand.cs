using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Experiments.Comparisons;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm compare</c>: one table from the results of several evaluations or experiments, with paired differences.</summary>
static class CompareCommand
{
    public static Command Create()
    {
        var runs = new Argument<string[]>("runs")
        {
            Description = $"Files that 'mlvgm evaluate --json' wrote, or folders of 'mlvgm experiment'.",
            Arity = ArgumentArity.OneOrMore,
        };
        var reference = new Option<string?>("--reference") { Description = "The row with which the others are compared; the first when absent.", HelpName = "ROW" };
        var json = CommonOptions.Json();
        var command = new Command("compare", "Put several results into one table, with paired differences and their 95 % intervals.")
        {
            runs, reference, json,
        };
        command.SetCancellable((parsed, _) =>
        {
            var comparison = ResultComparison.Of(parsed.GetRequiredValue(runs), parsed.GetValue(reference));
            var console = Terminal.For(parsed);
            console.Write(Table(comparison));
            console.WriteLine($"Top-1 accuracy and its difference from {comparison.Reference}, in percent; pairs share a seed.");
            console.WriteNote(IntervalText.Note(comparison.Table.Cells.Select(cell => cell.Top1), "seeds"));
            JsonFile.Write(parsed.GetValue(json), comparison);
        });
        return command;
    }

    static IRenderable Table(ProbeComparison comparison)
    {
        var table = new Table { Border = TableBorder.Simple };
        int?[] budgets = [.. comparison.Table.Cells.Select(cell => cell.LabelsPerClass).Distinct()];
        table.AddColumn(new TableColumn("features") { NoWrap = true });
        foreach (var budget in budgets)
        {
            table.AddColumn(new TableColumn(AccuracyText.Labels(budget)) { NoWrap = true });
            table.AddColumn(new TableColumn("difference") { NoWrap = true });
            table.AddColumn(new TableColumn("pairs") { NoWrap = true });
        }
        foreach (var row in comparison.Table.Cells.GroupBy(cell => cell.Features))
        {
            table.AddRow(
            [
                Markup.Escape(row.Key),
                .. budgets.SelectMany(budget =>
                {
                    var difference = comparison.Differences.FirstOrDefault(d => d.Features == row.Key && d.LabelsPerClass == budget);
                    return new[]
                    {
                        AccuracyText.Of(row.FirstOrDefault(cell => cell.LabelsPerClass == budget)?.Top1),
                        difference is null ? "" : AccuracyText.Difference(difference.Top1), difference?.Top1.Count.ToString() ?? "",
                    };
                }),
            ]);
        }
        return table;
    }
}
