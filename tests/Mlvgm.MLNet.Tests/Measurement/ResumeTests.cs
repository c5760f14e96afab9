using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Measurement.Training;
using Mlvgm.Testing.Torch.Generators;

namespace Mlvgm.MLNet.Tests.Measurement;

public class ResumeTests
{
    static readonly MeasurementOptions Options = SmallMeasurement.Options with
    {
        Levels = ["noise", "idle"],
        MaximumIterations = 10,
        CheckpointEvery = 2,
        RefitIterations = 5,
        ResampleIterations = 5,
    };

    [Theory]
    [InlineData("noise", MeasurementPhase.Training, 1)]
    [InlineData("noise", MeasurementPhase.Training, 7)]
    [InlineData("noise", MeasurementPhase.Refit, 3)]
    [InlineData("idle", MeasurementPhase.Training, 9)]
    [InlineData("idle", MeasurementPhase.Resample, 3)]
    public void A_run_that_was_killed_and_resumed_has_the_result_of_one_that_was_not(string level, MeasurementPhase phase, int iteration)
    {
        using var generator = new GaussianGenerator(deviation: 1);
        using var folder = new TemporaryFolder();
        var killed = Options with
        {
            Progress = r => { if (r.Level == level && r.Phase == phase && r.Iteration == iteration) throw new KilledException(); },
        };
        Assert.Throws<KilledException>(() => new LatentMeasurement(generator, killed).Run(folder.Path));
        var later = new List<MeasurementProgress>();
        var resumed = new LatentMeasurement(generator, Options with { Progress = later.Add }).Run(folder.Path);
        Assert.Equal(Uninterrupted(), resumed.Levels.Select(SmallMeasurement.Describe));
        if (level == "idle") Assert.Equal([MeasurementPhase.Resample], later.Where(r => r.Level == "noise").Select(r => r.Phase));
        if (iteration > 2) Assert.True(later.First(r => r.Level == level && r.Phase == phase).Iteration > 2, "what was saved was done again");
        Assert.Equal(["level-0", "level-1"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
        Assert.All(Directory.GetDirectories(folder.Path), states => Assert.Equal(2, Directory.GetFiles(states).Length));
    }

    [Fact]
    public void A_cancelled_run_keeps_every_iteration()
    {
        using var generator = new GaussianGenerator(deviation: 1);
        using var folder = new TemporaryFolder();
        using var cancellation = new CancellationTokenSource();
        var cancelled = Options with { Progress = r => { if (r.Iteration == 3) cancellation.Cancel(); } };
        Assert.Throws<OperationCanceledException>(() => new LatentMeasurement(generator, cancelled).Run(folder.Path, cancellation: cancellation.Token));
        var later = new List<MeasurementProgress>();
        var resumed = new LatentMeasurement(generator, Options with { Progress = later.Add }).Run(folder.Path);
        Assert.Equal(4, later[0].Iteration);
        Assert.Equal(Uninterrupted(), resumed.Levels.Select(SmallMeasurement.Describe));
    }

    [Fact]
    public void A_finished_measurement_is_read_back_whole()
    {
        using var generator = new GaussianGenerator(deviation: 1);
        using var folder = new TemporaryFolder();
        var first = new LatentMeasurement(generator, Options).Run(folder.Path);
        var again = new LatentMeasurement(generator, Options).Run(folder.Path);
        Assert.Equal(first.Levels.Select(SmallMeasurement.Describe), again.Levels.Select(SmallMeasurement.Describe));
        Assert.Equal(first.Levels.Select(level => level.Times), again.Levels.Select(level => level.Times));
        Assert.Equal(first.Levels[0].Perturbation.Quantiles, again.Levels[0].Perturbation.Quantiles);
    }

    [Fact]
    public void A_state_of_a_generator_made_in_code_is_known_by_what_that_makes()
    {
        using var folder = new TemporaryFolder();
        var one = Options with { Levels = ["noise"], MaximumIterations = 2 };
        using (var generator = new GaussianGenerator(deviation: 1)) new LatentMeasurement(generator, one).Run(folder.Path);
        using var other = new GaussianGenerator(deviation: 3);
        var error = Assert.Throws<InvalidOperationException>(() => new LatentMeasurement(other, one).Run(folder.Path));
        Assert.Contains("has generator.images = ", error.Message);
    }

    static IEnumerable<string> Uninterrupted()
    {
        using var generator = new GaussianGenerator(deviation: 1);
        return [.. new LatentMeasurement(generator, Options).Run().Levels.Select(SmallMeasurement.Describe)];
    }

    sealed class KilledException : Exception;
}
