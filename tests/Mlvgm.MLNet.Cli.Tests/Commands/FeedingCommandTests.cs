using System.Text.Json;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.Testing.Datasets;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

public sealed class FeedingCommandTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Every_way_is_measured_with_every_batch_and_declared_power_is_called_so()
    {
        var run = await CliRun.Of(
            "feeding", TinyModels.Generator(_folder), "--data", TinyDataset.Write(_folder), "--out", _folder.File("out"), "--batches", "4", "8", "--width", "2",
            "--watts", "100", "--carbon", "360", "--device", "cpu");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        using var json = JsonDocument.Parse(File.ReadAllBytes(_folder.File("out/results.json")));
        var results = json.RootElement.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(8, results.Count);
        Assert.Equal(
            ["generator, one image a pair", "generator, two images a pair", "JPEG files", "decoded store"],
            results.Take(4).Select(result => result.GetProperty("way").GetString()));
        // A machine that lets its counters be read measures.
        if (run.Output.Contains("measured by RAPL", StringComparison.Ordinal)) return;
        Assert.Contains("not measured: 100 W, as declared", run.Output);
        // 100 W for as long as the epoch, and what surrounds it; 360 g a kilowatt-hour are 0.1 g a kilojoule.
        Assert.All(results, result => Assert.True(result.GetProperty("joules").GetDouble() >= 100 * result.GetProperty("seconds").GetDouble()));
        Assert.All(results, result => Assert.Equal(1e-4 * result.GetProperty("joules").GetDouble(), result.GetProperty("gramsCo2").GetDouble(), 9));
    }

    [Fact]
    public async Task Finished_epochs_are_not_measured_again_and_other_settings_are_refused()
    {
        string[] arguments =
        [
            "feeding", TinyModels.Generator(_folder), "--data", TinyDataset.Write(_folder), "--out", _folder.File("out"), "--batches", "8", "--device", "cpu",
        ];
        Assert.Equal(ExitCode.Success, (await CliRun.Of([.. arguments, "--width", "2"])).ExitCode);
        var times = Directory.GetFiles(_folder.File("out/cells")).ToDictionary(file => file, File.GetLastWriteTimeUtc);
        Assert.Equal(4, times.Count);
        Assert.Equal(ExitCode.Success, (await CliRun.Of([.. arguments, "--width", "2"])).ExitCode);
        Assert.All(times, file => Assert.Equal(file.Value, File.GetLastWriteTimeUtc(file.Key)));
        Assert.Contains(".width = 2, now it is 4. Use the same, or another folder.", (await CliRun.Of([.. arguments, "--width", "4"])).Error);
    }

    [Theory]
    [InlineData("(--batches) has 64, more than the 40 images", ExitCode.Failure, "--batches", "64")]
    [InlineData("(--watts) is -1", ExitCode.Usage, "--watts", "-1")]
    public async Task What_cannot_be_measured_is_said(string expected, int code, params string[] arguments)
    {
        var run = await CliRun.Of(
            ["feeding", TinyModels.Generator(_folder), "--data", TinyDataset.Write(_folder), "--out", _folder.File("out"), "--device", "cpu", .. arguments]);
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(expected, run.Error);
    }

    public void Dispose() => _folder.Dispose();
}
