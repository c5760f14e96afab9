using Quickstart;

namespace Examples.Tests;

public sealed class QuickstartTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_whole_path_runs_and_writes_what_it_says()
    {
        var output = new StringWriter();
        var runs = Pipeline.Run(new Settings { OutputFolder = _folder.Path }.Quick(), output, CancellationToken.None);

        Assert.True(File.Exists(_folder.File("views.png")));
        Assert.True(File.Exists(_folder.File("encoder/encoder.onnx")));
        Assert.Contains("largest difference between module and ONNX Runtime", output.ToString());
        Assert.Equal([Pipeline.RawPixels, Pipeline.Untrained, Pipeline.Trained, Pipeline.Shipped], runs.Select(run => run.Features).Distinct());
        foreach (var run in runs)
        {
            Assert.Equal(run.LabelsPerClass is { } labels ? 10 * labels : 400, run.Result.TrainRows);
            Assert.Equal(400, run.Result.TestRows);
            // Above chance (0.1) by far more than the 0.015 by which 400 guesses spread.
            Assert.InRange(run.Result.Top1, 0.15, 1);
            Assert.InRange(run.Result.Top5, run.Result.Top1, 1);
        }
    }

    [Fact]
    public void A_run_that_was_stopped_ends_as_cancelled() =>
        Assert.Throws<OperationCanceledException>(() => Pipeline.Run(
            new Settings { OutputFolder = _folder.Path }.Quick(), TextWriter.Null, new CancellationToken(canceled: true)));

    [Fact]
    public void An_unknown_option_is_answered_with_the_known_ones() =>
        Assert.Contains("--quick", Assert.Throws<ArgumentException>(() => Settings.Parse(["--fast"])).Message);

    [Fact]
    public void Options_are_read_in_any_order()
    {
        var settings = Settings.Parse(["--seed", "7", "--quick", "--out", "here"]);
        Assert.Equal((7UL, "here", 4), (settings.Seed, settings.OutputFolder, settings.Steps));
    }
}
