using System.CommandLine;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Experiments.Index;
using Mlvgm.MLNet.Experiments.Results;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary><c>mlvgm report</c>: a page that leads to every result in a folder.</summary>
static class ReportCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "A folder of results, of any depth." };
        var command = new Command("report", "Write a page that leads to every result in a folder.") { folder };
        command.SetCancellable((parsed, _) =>
        {
            string root = parsed.GetRequiredValue(folder).FullName;
            int results = ResultsIndex.Write(root).Count;
            Terminal.For(parsed).Write(new Spectre.Console.Text($"{Path.Combine(root, ResultFolder.PageName)}: {results} results\n"));
        });
        return command;
    }
}
