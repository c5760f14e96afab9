using System.CommandLine;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Experiments.Index;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.IO;

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
            var root = parsed.GetRequiredValue(folder);
            if (!root.Exists) throw new DirectoryNotFoundException($"There is no folder '{root.FullName}'.");
            var found = ResultsIndex.Find(root.FullName);
            if (found.Count == 0) throw new FileNotFoundException($"'{root.FullName}' holds no results: evaluate something into it first.");
            string page = Path.Combine(root.FullName, ResultFolder.PageName);
            AtomicFile.WriteText(page, ResultsIndex.Page(root.Name, found).Html);
            Terminal.For(parsed).Write(new Spectre.Console.Text($"{page}: {found.Count} results\n"));
        });
        return command;
    }
}
