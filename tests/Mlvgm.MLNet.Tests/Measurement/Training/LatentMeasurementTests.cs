using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Measurement.Training;
using Mlvgm.Testing.Torch.Generators;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Measurement.Training;

public class LatentMeasurementTests
{
    [Fact]
    public void A_latent_that_does_nothing_is_degenerate_and_its_resample_loss_is_at_the_floor()
    {
        using var generator = new GaussianGenerator(deviation: 2);
        // γ is low for 16 pairs, whose loss is at most log(31) = 3.4 nats, so that few iterations reach it.
        var options = SmallMeasurement.Options with
        {
            Levels = ["noise", "idle"],
            GammaPaperScale = 1.5,
            MaximumIterations = 150,
            RefitIterations = 30,
            ResampleIterations = 120,
            HeldOutBatches = 10,
        };
        var result = new LatentMeasurement(generator, options).Run();
        var (noise, idle) = (result.Levels[0], result.Levels[1]);
        Assert.False(noise.Training.Degenerate);
        Assert.InRange(noise.Training.InfoNcePaperScale, 1.5, 2.2);
        Assert.True(noise.Training.Iterations < 150);
        Assert.True(idle.Training.Degenerate);
        Assert.Equal(150, idle.Training.Iterations);
        Assert.True(idle.Training.InfoNcePaperScale < 0.75, $"identical views have a loss of {idle.Training.InfoNcePaperScale}");
        Assert.True(idle.ResampleInfoNce < 0.5, $"resampling what does nothing has a loss of {idle.ResampleInfoNce}");
        Assert.True(noise.ResampleInfoNce > 1.5, $"resampling noise has a loss of {noise.ResampleInfoNce}");
        Assert.True(noise.RefitInfoNce < noise.Training.InfoNce + 0.3, "a refitted encoder is not worse");
    }

    [Fact]
    public void A_walker_that_waits_keeps_still_until_the_encoder_knows_identical_views()
    {
        using var generator = new GaussianGenerator(deviation: 2);
        var options = SmallMeasurement.Options with
        {
            Levels = ["noise"],
            GammaPaperScale = 1.5,
            DipShare = 0.9,
            MaximumIterations = 150,
            RefitIterations = 0,
            ResampleIterations = 0,
            WalkerWaitsForDip = true,
        };
        TrainedWalker After(int iterations) =>
            new LatentMeasurement(generator, options with { MaximumIterations = iterations }).Run().Levels[0].Training;
        var whole = After(150);
        var detector = new CrossingDetector(options.Gamma, options.DipShare * options.Gamma, options.SmoothingIterations);
        int dip = 1 + whole.Curve.InfoNce.ToList().FindIndex(loss =>
        {
            detector.Add(loss);
            return detector.Dipped;
        });
        Assert.InRange(dip, 3, 149);
        float[] start = After(1).Walker.OutputWeight.ToArray();
        Assert.Equal(start, After(dip - 1).Walker.OutputWeight.ToArray());
        Assert.NotEqual(start, After(dip).Walker.OutputWeight.ToArray());
        Assert.False(whole.Degenerate);
    }

    [Fact]
    public void A_levels_result_is_a_function_of_seed_and_name()
    {
        using var generator = new GaussianGenerator(deviation: 1);
        string Measure(MeasurementOptions options) => SmallMeasurement.Describe(new LatentMeasurement(generator, options).Run().Levels[^1]);
        string alone = Measure(SmallMeasurement.Options with { Levels = ["noise"] });
        Assert.Equal(alone, Measure(SmallMeasurement.Options with { Levels = ["signal", "noise"], MaximumIterations = 12 }));
        Assert.NotEqual(alone, Measure(SmallMeasurement.Options with { Levels = ["noise"], Seed = 4 }));
    }

    [Fact]
    public void Without_levels_every_group_or_else_every_latent_is_measured()
    {
        using var generator = new GaussianGenerator(deviation: 1);
        Assert.Equal(["signal", "noise", "idle"], new LatentMeasurement(generator, SmallMeasurement.Options).Levels.Select(level => level.Name));
    }

    [Fact]
    public void A_range_of_latents_has_one_walker_over_all_of_them()
    {
        using var generator = new GaussianGenerator(deviation: 1);
        var options = SmallMeasurement.Options with { Levels = ["noise..idle"], MaximumIterations = 2 };
        var walker = new LatentMeasurement(generator, options).TrainWalker("noise..idle");
        Assert.Equal(8, walker.Walker.Size);
        Assert.Equal(2, walker.Curve.InfoNce.Count);
    }

    [Fact]
    public void The_number_of_live_tensors_is_the_same_after_every_iteration()
    {
        var live = new List<(MeasurementPhase Phase, long Count)>();
        using var generator = new GaussianGenerator(deviation: 1);
        var options = SmallMeasurement.Options with
        {
            Levels = ["noise"],
            Progress = report => live.Add((report.Phase, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount)),
        };
        new LatentMeasurement(generator, options).Run();
        Assert.Single(live.Where(report => report.Phase == MeasurementPhase.Training).Skip(1).Select(report => report.Count).Distinct());
        Assert.Single(live.Where(report => report.Phase == MeasurementPhase.Resample).Skip(1).Select(report => report.Count).Distinct());
    }

    [Fact]
    public void Progress_names_every_phase_and_never_goes_back()
    {
        var reports = new List<MeasurementProgress>();
        using var generator = new GaussianGenerator(deviation: 1);
        var options = SmallMeasurement.Options with { Levels = ["signal", "noise"], MaximumIterations = 3, Progress = reports.Add };
        new LatentMeasurement(generator, options).Run();
        Assert.Equal(Enum.GetValues<MeasurementPhase>(), reports.Where(r => r.LevelIndex == 1).Select(r => r.Phase).Distinct());
        Assert.Equal(reports.Select(r => r.Done).Order(), reports.Select(r => r.Done));
        Assert.Equal(1, reports[^1].Done, 12);
        Assert.All(reports, r => Assert.Equal(2, r.LevelCount));
    }

    [Fact]
    public void Cancelling_stops_after_the_iteration()
    {
        using var generator = new GaussianGenerator(deviation: 1);
        using var cancellation = new CancellationTokenSource();
        int iterations = 0;
        var options = SmallMeasurement.Options with
        {
            Progress = report =>
            {
                iterations++;
                cancellation.Cancel();
            },
        };
        Assert.Throws<OperationCanceledException>(() => new LatentMeasurement(generator, options).Run(cancellation: cancellation.Token));
        Assert.Equal(1, iterations);
    }
}
