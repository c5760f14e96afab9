using System.Text.Json;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.Testing.Datasets;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

public sealed class EvaluateCommandTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Raw_pixels_and_the_encoder_are_probed_with_few_and_with_all_labels()
    {
        string encoder = TinyModels.Encoder(_folder), json = _folder.File("table.json");
        var run = await CliRun.Of(
            "evaluate", encoder, "--data", TinyDataset.Write(_folder), "--labels-per-class", "4", "--draws", "2", "--json", json);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("| raw pixels 1x8x8", run.Output);
        Assert.Contains($"| {encoder}", run.Output);
        using var table = JsonDocument.Parse(File.ReadAllBytes(json));
        var cells = table.RootElement.GetProperty("cells").EnumerateArray().ToArray();
        Assert.Equal(4, cells.Length);
        Assert.Equal(2, cells[0].GetProperty("top1").GetProperty("count").GetInt32());
        // The classes differ in brightness by more than the pixels of one class do.
        Assert.Equal(1, cells[1].GetProperty("top1").GetProperty("mean").GetDouble());
    }

    [Fact]
    public async Task What_is_finished_in_the_folder_is_not_computed_again_unless_it_is_asked_for_otherwise()
    {
        string[] command = ["evaluate", TinyModels.Encoder(_folder), "--data", TinyDataset.Write(_folder), "--draws", "2", "--out", _folder.File("out")];
        var run = await CliRun.Of(command);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        string[] Cells() => Directory.GetFiles(_folder.File("out/cells"));
        var times = Cells().ToDictionary(file => file, File.GetLastWriteTimeUtc);
        Assert.Equal(2, times.Count);
        var again = await CliRun.Of([.. command, "--budget", "5"]);
        Assert.Equal((run.Output, ExitCode.Success), (again.Output, again.ExitCode));
        Assert.Equal(times, Cells().ToDictionary(file => file, File.GetLastWriteTimeUtc));
        await CliRun.Of([.. command, "--knn", "3"]);
        Assert.Equal(4, Cells().Length);
    }

    [Fact]
    public async Task Time_that_is_up_leaves_what_is_finished_and_the_next_call_finishes()
    {
        string[] command = ["evaluate", TinyModels.Encoder(_folder), "--data", TinyDataset.Write(_folder), "--out", _folder.File("out")];
        var run = await CliRun.Of([.. command, "--budget", "0.00001"]);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("The same command goes on from there.", run.Output);
        run = await CliRun.Of(command);
        Assert.Equal(2, Directory.GetFiles(_folder.File("out/cells")).Length);
        Assert.DoesNotContain("goes on", run.Output);
        Assert.Contains("--budget needs --out", (await CliRun.Of([.. command[..^2], "--budget", "1"])).Error);
    }

    [Fact]
    public async Task Encoders_of_three_seeds_are_one_row_of_the_table_that_compare_prints()
    {
        string encoder = TinyModels.Encoder(_folder), data = TinyDataset.Write(_folder), json = _folder.File("comparison.json");
        string[] folders = [.. Enumerable.Range(0, 3).Select(seed => _folder.File($"out/{seed}"))];
        foreach (var (seed, folder) in folders.Index())
        {
            string[] command = ["evaluate", $"frozen={encoder}", $"adapted={encoder}", "--data", data, "--draws", "1", "--seed", $"{seed}", "--out", folder];
            var run = await CliRun.Of(command);
            Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
            Assert.Contains("10 labels/class, balanced", run.Output);
        }
        var compared = await CliRun.Of(["compare", .. folders, "--reference", "frozen", "--json", json]);
        Assert.Equal(("", ExitCode.Success), (compared.Error, compared.ExitCode));
        Assert.Equal(["labels", "features", "top-1", "difference", "balanced", "difference", "pairs"], Cells(compared.Output.Split('\n')[0]));
        var rows = compared.Output.Split('\n').Skip(2).Select(Cells).TakeWhile(row => row.Length > 1).ToList();
        Assert.Equal(
            ["raw pixels 1x8x8", "frozen", "adapted", "raw pixels 1x8x8", "frozen", "adapted"], rows.Select(row => row[1]));
        Assert.All(rows.Where(row => row[1] != "frozen"), row => Assert.Equal("3", row[^1]));
        Assert.Equal(["0.0 ± 0.0", "0.0 ± 0.0"], new[] { rows[2][3], rows[2][5] });
        Assert.Contains("the difference of each from frozen; pairs share a seed.", compared.Output);
        using var comparison = JsonDocument.Parse(File.ReadAllBytes(json));
        Assert.All(comparison.RootElement.GetProperty("differences").EnumerateArray(), difference => Assert.Equal(3, difference.GetProperty("meanPerClass").GetProperty("count").GetInt32()));

        static string[] Cells(string line) => line.Split('|') is [_, .. var cells, _] ? [.. cells.Select(cell => cell.Trim())] : [];
    }

    [Theory]
    [InlineData("Two rows are called 'mine'", "mine={0}", "mine={0}")]
    [InlineData("expected a shipped one, the path of a file, or NAME=FILE", "={0}")]
    [InlineData("a name has no control characters", "my\u001bname={0}")]
    public async Task Names_that_are_none_are_refused(string expected, params string[] encoders)
    {
        string encoder = TinyModels.Encoder(_folder);
        var run = await CliRun.Of(["evaluate", .. encoders.Select(name => string.Format(name, encoder)), "--data", TinyDataset.Write(_folder)]);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains(expected, run.Error);
        Assert.DoesNotContain('\u001b', run.Error);
    }

    [Fact]
    public async Task A_folder_of_other_results_is_refused_in_a_line()
    {
        Directory.CreateDirectory(_folder.File("out"));
        File.WriteAllText(_folder.File("out/results.json"), """{"name": "transfer", "cells": [], "planned": 4}""");
        var run = await CliRun.Of("evaluate", "nowhere", "--data", "nowhere", "--out", _folder.File("out"));
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Equal(
            $"mlvgm: '{_folder.File("out/results.json")}' has the results of 'mlvgm transfer', which 'mlvgm evaluate' would replace. Name another folder.", run.Error.Trim());
    }

    [Fact]
    public async Task Data_that_are_not_there_are_named()
    {
        var run = await CliRun.Of("evaluate", TinyModels.Encoder(_folder), "--data", _folder.File("nowhere"));
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("nowhere", run.Error);
    }

    [Fact]
    public async Task An_interruption_ends_with_exit_1()
    {
        using var error = new StringWriter();
        int code = await MlvgmCommandLine.RunAsync(
            ["evaluate", TinyModels.Encoder(_folder), "--data", TinyDataset.Write(_folder)], TextWriter.Null, error,
            cancellationToken: new CancellationToken(canceled: true));
        Assert.Equal(ExitCode.Failure, code);
        Assert.Equal("mlvgm: interrupted.", error.ToString().Trim());
    }

    public void Dispose() => _folder.Dispose();
}
