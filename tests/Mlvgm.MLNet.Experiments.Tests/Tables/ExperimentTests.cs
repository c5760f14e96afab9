using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Experiments.Designs;
using Mlvgm.MLNet.Experiments.Tables;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.Experiments.Tests.Tables;

public sealed class ExperimentTests : IDisposable
{
    static readonly ExperimentDesign Design = new(
        "own", "Own rows", [ExperimentArm.Pixels, ExperimentArm.Untrained, ExperimentArm.Generated("noise", "random:0.3", "all"), ExperimentArm.Real("real", "none")],
        "noise", [ExperimentArm.PixelsName, ExperimentArm.UntrainedName]);

    static readonly Experiment.Options Quick = new()
    {
        Encoder = new SelfSupervisedEncoderEstimator.Options
        {
            Backbone = new ResNetOptions("resnet10") { Width = 2 },
            Augmentation = new StandardAugmentationOptions("all"),
            Training = new TrainingOptions { BatchSize = 4, Steps = 2, LearningRate = 0.05, Seed = 5 },
            Device = "cpu",
        },
        Seeds = 2,
        LabelsPerClass = [4],
    };

    readonly TinyWorld _world = new();

    [Fact]
    public void Every_row_is_trained_with_every_seed_and_probed_once()
    {
        var told = new List<RunProgress>();
        var results = new Experiment(Design, Quick).Run(_world.Generator, _world.Images, _world.Out, told.Add);
        Assert.Equal((7, 7, true), (results.Planned, results.Finished, results.IsFinished));
        Assert.Equal(new RunProgress(7, 7, "done"), told[^1]);
        Assert.Equal(Design.Arms.Select(arm => arm.Name), results.Rows.Select(row => row.Arm.Name));
        // The seeds of encoders and of labels; pixels are one cell with the labels of both.
        Assert.All(results.Rows, row => Assert.Equal([5ul, 6ul], results.Runs.Where(run => run.Features == row.Arm.Name && run.LabelsPerClass == 4).Select(run => run.Seed)));
        Assert.StartsWith($"noise less {results.Reference}, the best baseline: ", results.Summary);
        Assert.Equal(1 + results.Runs.Count, File.ReadAllLines(_world.File("out/results.csv")).Length);

        var cells = _world.Cells();
        Assert.Equal(7, cells.Count);
        var again = new Experiment(Design, Quick).Run(_world.Generator, _world.Images, _world.Out);
        Assert.Equal(cells, _world.Cells());
        Assert.Equal(results.Runs.Select(run => run.Result.Top1), again.Runs.Select(run => run.Result.Top1));
        // The defaults are not written, so that cells of before there was a choice are found.
        Assert.All(Directory.GetFiles(_world.File("out/cells")), cell => Assert.DoesNotContain("optimizationTolerance", File.ReadAllText(cell)));
        var probe = Quick with { Probe = Quick.Probe with { L2RegularizationPerRow = 1 } };
        var refusal = Assert.Throws<InvalidOperationException>(() => new Experiment(Design, probe).Run(_world.Generator, _world.Images, _world.Out));
        Assert.Contains("l2RegularizationPerRow", refusal.Message);
        var other = Quick with { Encoder = Quick.Encoder with { Training = Quick.Encoder.Training with { Steps = 3 } } };
        Assert.Contains("encoder.steps = 2, now it is 3", Assert.Throws<InvalidOperationException>(() => new Experiment(Design, other).Run(_world.Generator, _world.Images, _world.Out)).Message);
    }

    [Fact]
    public void A_run_that_is_stopped_goes_on_and_ends_as_one_run_does()
    {
        using var stop = new CancellationTokenSource();
        var partial = new Experiment(Design, Quick).Run(_world.Generator, _world.Images, _world.Out, progress =>
        {
            if (progress.Text.StartsWith("noise, seed 5: step 1", StringComparison.Ordinal)) stop.Cancel();
        }, stop.Token);
        Assert.Equal((2, false), (partial.Finished, partial.IsFinished));
        Assert.Contains("2 of 7 encoders and baselines are finished.", _world.Text("out/index.partial.html"));
        Assert.Equal(["index.partial.html", "results.partial.csv", "results.partial.json"], _world.Results());
        var resumed = new Experiment(Design, Quick).Run(_world.Generator, _world.Images, _world.Out);
        Assert.Equal(["index.html", "results.csv", "results.json"], _world.Results());
        var whole = new Experiment(Design, Quick).Run(_world.Generator, _world.Images, _world.File("whole"));
        Assert.Equal(whole.Runs.Select(run => (run.Features, run.Seed, run.Result.Top1)), resumed.Runs.Select(run => (run.Features, run.Seed, run.Result.Top1)));
    }

    [Fact]
    public void Another_framework_trains_every_encoder()
    {
        var results = new Experiment("ablation", Quick with { Framework = "SimCLR", Seeds = 1 }).Run(_world.Generator, _world.Images, _world.Out);
        Assert.Equal(["SimCLR"], results.Rows.Select(row => row.Arm.Framework).OfType<string>().Distinct());
        Assert.Equal(4, results.Rows.Count(row => row.Arm.Framework is not null));
    }

    [Theory]
    [InlineData("There is no latent or group 'z9'", "mine", "z9=resample")]
    [InlineData("files are named after it", "../mine", "none")]
    [InlineData("files are named after it", "", "none")]
    public void What_cannot_be_trained_is_said_before_anything_is(string expected, string name, string strategy)
    {
        var design = Design with { Arms = [ExperimentArm.Generated(name, strategy, "all")] };
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => new Experiment(design, Quick).Run(_world.Generator, _world.Images, _world.Out)).Message);
        Assert.False(Directory.Exists(_world.Out));
    }

    [Fact]
    public void Options_that_do_not_go_together_are_refused()
    {
        var steps = Quick with { Encoder = Quick.Encoder with { Training = Quick.Encoder.Training with { Steps = 0 } } };
        Assert.Contains("(--steps) is 0", Assert.Throws<SettingsException>(() => new Experiment(Design, steps)).Message);
        var views = Quick with { Views = [new OwnViews("a", "none")] };
        Assert.Contains("--views goes with", Assert.Throws<ArgumentException>(() => new Experiment("table4", views).Run(_world.Generator, _world.Images, _world.Out)).Message);
    }

    public void Dispose() => _world.Dispose();
}
