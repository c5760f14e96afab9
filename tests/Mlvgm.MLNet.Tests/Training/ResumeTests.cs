using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Torch.State;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.DecodedStore;
using Mlvgm.MLNet.Training.Monitors;
using Mlvgm.MLNet.Training.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Training;

public sealed class ResumeTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly TemporaryFolder _store = new();
    readonly FolderLock _lock;

    public ResumeTests() => _lock = FolderLock.Take(_folder.Path);

    public static TheoryData<string> Frameworks => [.. FrameworkRegistry.All.Names];

    [Theory]
    [MemberData(nameof(Frameworks))]
    public void A_run_that_stopped_at_any_step_ends_as_one_that_never_did(string framework) =>
        AssertEqualAfterStops(TrainingSetup.Options, [1, 2, 5, 11], () => new TrainingSetup(framework));

    [Fact]
    public void So_does_one_that_accumulates_and_one_that_overlaps()
    {
        AssertEqualAfterStops(TrainingSetup.Options with { AccumulationParts = 4 }, [3, 7]);
        AssertEqualAfterStops(TrainingSetup.Options with { Overlap = true }, [3, 7]);
    }

    [Fact]
    public void So_does_one_that_reads_rows_over_several_epochs() => AssertEqualAfterStops(
        TrainingSetup.Options, [2, 3, 8],
        () => new TrainingSetup { Views = new StoredViewSource(new ImageShape(3, 16, 16), Decoded, seed: 5) });

    [Fact]
    public void The_course_is_logged_as_if_nothing_had_happened()
    {
        var options = TrainingSetup.Options with { LogEvery = 5, MonitorEvery = 4, EarlyStopping = new EarlyStopping { MinDelta = 0, Patience = 100, Metric = EarlyStoppingMetric.Loss } };
        var (whole, parts) = (new Course(), new Course());
        using (var setup = new TrainingSetup()) setup.Train(options with { Log = whole });
        StopAfter(() => new TrainingSetup(), Kept(options) with { Log = parts }, 3, 6, 9);
        using (var setup = new TrainingSetup()) setup.Train(Kept(options) with { Log = parts });
        Assert.Equal([(4, 0), (5, 0), (8, 0), (10, 0), (12, 0)], whole.Entries.Select(entry => (entry.Step, 0)));
        Assert.Equal(whole.Entries, parts.Entries);
    }

    [Fact]
    public void A_finished_run_is_not_trained_again()
    {
        using var first = new TrainingSetup();
        var result = first.Train(Kept(TrainingSetup.Options));
        using var second = new TrainingSetup { Views = new NoViews() };
        var again = second.Train(Kept(TrainingSetup.Options));
        Assert.Equal(first.State, second.State);
        Assert.Equal((result.Steps, result.Loss, result.Spread), (again.Steps, again.Loss, again.Spread));
    }

    [Fact]
    public void A_weight_that_is_not_a_number_is_not_saved_over_good_checkpoints()
    {
        var options = Kept(TrainingSetup.Options);
        StopAfter(() => new TrainingSetup(), options, 2);
        using var broken = new TrainingSetup();
        var error = Assert.Throws<InvalidOperationException>(() => broken.Train(options with
        {
            Progress = progress =>
            {
                using var gradients = no_grad();
                broken.Encoder.parameters().First().fill_(float.PositiveInfinity);
            },
        }));
        Assert.StartsWith("A weight of SimSiam is not a number at step 3 of 12", error.Message);
        Assert.Equal(["step-000000001.safetensors", "step-000000002.safetensors"],
            Directory.EnumerateFiles(States).Select(file => Path.GetFileName(file)).Order());
    }

    public void Dispose()
    {
        _lock.Dispose();
        _folder.Dispose();
        _store.Dispose();
    }

    string States => _folder.File("states");

    TrainingOptions Kept(TrainingOptions options) => options with
    {
        Checkpoints = new Checkpoints(new StateFolder(States, _lock, new Identities.Identity(), null, text => Assert.Fail(text)), TimeSpan.Zero),
    };

    void AssertEqualAfterStops(TrainingOptions options, int[] stops, Func<TrainingSetup>? create = null)
    {
        create ??= () => new TrainingSetup();
        using var whole = create();
        var expected = whole.Train(options);
        if (Directory.Exists(States)) Directory.Delete(States, recursive: true);
        StopAfter(create, Kept(options), stops);
        using var last = create();
        var actual = last.Train(Kept(options));
        Assert.Equal(whole.State, last.State);
        Assert.Equal((expected.Steps, expected.Loss, expected.Spread), (actual.Steps, actual.Loss, actual.Spread));
    }

    /// <summary>Starts, and stops after each of these steps.</summary>
    static void StopAfter(Func<TrainingSetup> create, TrainingOptions options, params int[] stops)
    {
        int begun = 0;
        foreach (int step in stops)
        {
            using var setup = create();
            using var stop = new CancellationTokenSource();
            setup.Framework = new StoppingFramework(setup.Framework, stop, (step - begun) * options.AccumulationParts);
            var result = setup.Train(options, stop.Token);
            Assert.Equal((step, true), (result.Steps, result.Cancelled));
            begun = step;
        }
    }

    DecodedImages Decoded()
    {
        string path = _store.File("decoded.store");
        if (!File.Exists(path)) new DecodedWriter(["Image"], new ImageShape(3, 16, 16), 1).Write(path, Images(40), CancellationToken.None);
        return DecodedImages.Open(path);
    }

    static IDataView Images(int count)
    {
        var shape = new ImageShape(3, 16, 16);
        byte[] pixels = [.. Enumerable.Range(0, count * shape.Size).Select(i => (byte)(i * 7919L % 251))];
        return new MLContext().Data.LoadFromImageDataset(new ImageDataset(shape, pixels, [], []));
    }

    sealed class NoViews : IViewSource
    {
        public ImageShape ImageShape => new(3, 16, 16);

        public void MoveTo(ViewPosition position)
        {
        }

        public ViewBatch Next(int batchSize, Device device) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }

    sealed class Course : ITrainingLog
    {
        public List<(int Step, double Loss, double Rate)> Entries { get; } = [];

        public void Rewind(int step) => Entries.RemoveAll(entry => entry.Step > step);

        public void Write(TrainingProgress progress) => Entries.Add((progress.Step, progress.Loss, progress.LearningRate));
    }
}
