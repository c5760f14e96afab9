using Mlvgm.MLNet.Measurement;
using Mlvgm.Testing.Torch.Generators;

namespace Mlvgm.MLNet.Tests.Measurement;

public class ResumeTests
{
    static readonly MeasurementOptions Options = SmallMeasurement.Options with
    {
        Levels = ["noise", "idle"], MaximumIterations = 10, CheckpointEvery = 2, RefitIterations = 5, ResampleIterations = 5,
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
        Assert.Equal(["level-0.safetensors", "level-1.safetensors"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_cancelled_run_keeps_every_iteration()
    {
        using var generator = new GaussianGenerator(deviation: 1);
        using var folder = new TemporaryFolder();
        using var cancellation = new CancellationTokenSource();
        var cancelled = Options with { Progress = r => { if (r.Iteration == 3) cancellation.Cancel(); } };
        Assert.Throws<OperationCanceledException>(() => new LatentMeasurement(generator, cancelled).Run(folder.Path, cancellation.Token));
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
    public void A_state_of_other_options_or_of_another_generator_is_refused()
    {
        using var folder = new TemporaryFolder();
        var short1 = Options with { Levels = ["noise"], MaximumIterations = 2 };
        using (var generator = new GaussianGenerator(deviation: 1)) new LatentMeasurement(generator, short1).Run(folder.Path);
        using (var generator = new GaussianGenerator(deviation: 1))
        {
            var error = Assert.Throws<InvalidDataException>(() => new LatentMeasurement(generator, short1 with { Pairs = 8 }).Run(folder.Path));
            Assert.Contains("has another options", error.Message);
        }
        using (var generator = new GaussianGenerator(deviation: 3))
        {
            var error = Assert.Throws<InvalidDataException>(() => new LatentMeasurement(generator, short1).Run(folder.Path));
            Assert.Contains("has another generator (its images differ)", error.Message);
        }
    }

    [Fact]
    public void A_damaged_state_is_an_error_that_names_the_file()
    {
        using var folder = new TemporaryFolder();
        using var generator = new GaussianGenerator(deviation: 1);
        File.WriteAllText(Path.Combine(folder.Path, "level-0.safetensors"), "not a state");
        var error = Assert.Throws<InvalidDataException>(() => new LatentMeasurement(generator, Options).Run(folder.Path));
        Assert.Contains("level-0.safetensors", error.Message);
    }

    static IEnumerable<string> Uninterrupted()
    {
        using var generator = new GaussianGenerator(deviation: 1);
        return [.. new LatentMeasurement(generator, Options).Run().Levels.Select(SmallMeasurement.Describe)];
    }

    sealed class KilledException : Exception;
}
