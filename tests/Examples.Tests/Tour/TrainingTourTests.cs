using ApiTour;
using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Torch.Generators;

namespace Examples.Tests.Tour;

/// <summary>Training and measuring.</summary>
public sealed class TrainingTourTests(TourFiles files) : IClassFixture<TourFiles>
{
    [Fact]
    public void The_loop_runs_by_itself_and_tells_its_log()
    {
        var (logged, result, rates) = TrainingLoop.Run(files.Generator);
        Assert.Equal([2, 4, 6], logged);
        Assert.Equal((6, false), (result.Steps, result.Cancelled));
        Assert.True(rates[0] < rates[1] && rates[^1] < rates[2]);
        var (row, shape) = TrainingLoop.Batch(files.Generator);
        Assert.Equal(40, row);
        Assert.Equal([4, 1, 8, 8], shape);
    }

    [Fact]
    public void A_monitor_ends_a_run_that_no_longer_improves()
    {
        var (reading, stopped) = MonitoredTraining.Run(new ClassMeansOptions(), files.New("means"));
        Assert.True(stopped);
        Assert.Equal("class means", reading!.Value.Monitor);
        // Dark and bright are told apart by anything but a collapsed network.
        Assert.InRange(reading.Value.Accuracy, 0.5, 1);
        Assert.Equal("kNN", MonitoredTraining.Run(MonitoredTraining.Neighbours, files.New("neighbours")).Reading!.Value.Monitor);
    }

    [Fact]
    public void The_paper_s_settings_have_names()
    {
        var (presets, batchSize) = MonitoredTraining.Presets();
        Assert.All(presets, preset => Assert.StartsWith("paper-", preset));
        Assert.True(batchSize >= 256);
    }

    [Fact]
    public void A_measurement_leaves_a_report_and_views()
    {
        string folder = files.New("measured");
        var (levels, phases, report) = Measuring.Run(files.Generator, folder);
        Assert.Equal(2, levels.Count);
        Assert.All(levels, level => Assert.EndsWith("200 samples, median within the histogram: True, timed: True", level));
        Assert.Equal([MeasurementPhase.Training, MeasurementPhase.MonteCarlo, MeasurementPhase.Refit, MeasurementPhase.Resample], phases.Take(4));
        using var generator = GeneratorRegistry.Open(files.Generator, TorchSharp.torch.CPU);
        Assert.Equal(2, MeasuredViews.Calibrations(report).Count);
        var views = MeasuredViews.Run(folder, generator.Layout);
        Assert.Equal(["z0 learned", "z0 learned, z1 learned", "z0 learned, z1 learned"], views.Skip(1));
    }

    [Fact]
    public void Several_seeds_say_what_a_measurement_is_worth() => Assert.Contains("| z1 |", Measuring.Seeds(files.Generator, files.New("seeds")));

    [Fact]
    public void A_walker_is_a_step_of_a_pipeline()
    {
        var (rows, change, walker) = LearnedViews.Run(files.Generator, files.New("walker"));
        Assert.Equal((6, true), (rows, change > 0));
        Assert.True(File.Exists(walker));
    }
}
