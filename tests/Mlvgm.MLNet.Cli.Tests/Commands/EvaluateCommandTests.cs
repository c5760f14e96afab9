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
