using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Experiments.Comparisons;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm compare</c>: one table from the results of several evaluations or experiments, with paired differences.</summary>
static class CompareCommand
{
    public static Command Create()
    {
        var runs = new Argument<string[]>("runs")
        {
            Description = $"Folders of 'mlvgm evaluate' or 'mlvgm experiment', or files that 'mlvgm evaluate --json' wrote. Rows of one name are seeds of one row.",
            Arity = ArgumentArity.OneOrMore,
        };
        var reference = new Option<string?>("--reference") { Description = "The row with which the others are compared; the first when absent.", HelpName = "ROW" };
        var json = CommonOptions.Json();
        var command = new Command("compare", "Put several results into one Markdown table, with paired differences and their 95 % intervals.")
        {
            runs, reference, json,
        };
        command.SetCancellable((parsed, _) =>
        {
            var comparison = ResultComparison.Of(parsed.GetRequiredValue(runs), parsed.GetValue(reference));
            parsed.InvocationConfiguration.Output.Write(comparison.ToMarkdown());
            JsonFile.Write(parsed.GetValue(json), comparison);
        });
        return command;
    }
}
