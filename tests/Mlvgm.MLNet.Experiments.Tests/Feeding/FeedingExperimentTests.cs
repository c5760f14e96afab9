using System.Text.Json;
using Mlvgm.MLNet.Experiments.Feeding;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Experiments.Tests.Feeding;

public sealed class FeedingExperimentTests : IDisposable
{
    static readonly FeedingExperiment.Options Quick = new()
    {
        Batches = [4, 8],
        Images = 40,
        Width = 2,
        Watts = 100,
        GramsPerKilowattHour = 360,
        Device = "cpu",
    };

    readonly TinyWorld _world = new();

    [Fact]
    public void Every_way_is_measured_with_every_batch_and_not_again()
    {
        var told = new List<FeedingReport>();
        var report = new FeedingExperiment(Quick).Run(_world.Generator, _world.Images, _world.Out, told.Add);
        Assert.Equal((8, 8, true), (report.Planned, report.Results.Count, report.IsFinished));
        Assert.Equal(Enumerable.Range(0, 9), told.Select(one => one.Results.Count));
        Assert.Equal(FeedingWays.All, report.Results.Take(4).Select(epoch => epoch.Way));
        // 360 g a kilowatt-hour are 0.1 g a kilojoule.
        Assert.All(report.Results, epoch => Assert.Equal(1e-4 * epoch.Joules, epoch.GramsCo2, 9));
        Assert.All(report.Results, epoch => Assert.InRange(epoch.WaitingShare, 0, 1));
        // 100 W for as long as the epoch, and what surrounds it.
        if (RaplCounter.TryOpen() is null) Assert.All(report.Results, epoch => Assert.True(epoch.Joules >= 100 * epoch.Seconds));

        var cells = _world.Cells();
        var again = new FeedingExperiment(Quick).Run(_world.Generator, _world.Images, _world.Out);
        Assert.Equal(cells, _world.Cells());
        Assert.Equal(report.Results, again.Results);
        using var json = JsonDocument.Parse(_world.Text("out/results.json"));
        Assert.Equal(("figure5", 8), (json.RootElement.GetProperty("name").GetString(), json.RootElement.GetProperty("planned").GetInt32()));
        Assert.Equal(1 + 8, File.ReadAllLines(_world.File("out/results.csv")).Length);
        var refused = Assert.Throws<InvalidOperationException>(() => new FeedingExperiment(Quick with { Width = 4 }).Run(_world.Generator, _world.Images, _world.Out));
        Assert.Contains("settings.width = 2, now it is 4", refused.Message);
    }

    [Fact]
    public void What_cannot_be_measured_is_said()
    {
        Assert.Contains("(--batches)", Assert.Throws<SettingsException>(() => new FeedingExperiment(Quick with { Batches = [1] })).Message);
        Assert.Contains("(--batches) is empty", Assert.Throws<SettingsException>(() => new FeedingExperiment(Quick with { Batches = [] })).Message);
        Assert.Contains("(--watts)", Assert.Throws<SettingsException>(() => new FeedingExperiment(Quick with { Watts = -1 })).Message);
        var run = Assert.Throws<ArgumentException>(() => new FeedingExperiment(Quick with { Batches = [64] }).Run(_world.Generator, _world.Images, _world.Out));
        Assert.Contains("64, more than the 40 images", run.Message);
    }

    [Fact]
    public void A_run_that_is_stopped_has_what_is_finished()
    {
        using var stop = new CancellationTokenSource();
        var report = new FeedingExperiment(Quick).Run(_world.Generator, _world.Images, _world.Out, one =>
        {
            if (one.Results.Count == 3) stop.Cancel();
        }, stop.Token);
        Assert.Equal((3, false), (report.Results.Count, report.IsFinished));
        Assert.Contains("3 of 8", _world.Text("out/index.partial.html"));
        Assert.Equal(["index.partial.html", "results.partial.csv", "results.partial.json"], _world.Results());
        Assert.True(new FeedingExperiment(Quick).Run(_world.Generator, _world.Images, _world.Out).IsFinished);
        Assert.Equal(["index.html", "results.csv", "results.json"], _world.Results());
    }

    public void Dispose() => _world.Dispose();
}
