using System.Text.Json;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Cli.Tests.Settings;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.Testing.Datasets;
using Mlvgm.Testing.Onnx;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

public sealed class TrainCommandTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task An_encoder_is_trained_and_exported_with_its_card()
    {
        string json = _folder.File("train.json");
        var run = await Train("--steps", "2", "--strategy", "resample", "--seed", "3", "--json", json);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        var card = EncoderCard.Read(Path.Combine(Run, "encoder.onnx"));
        Assert.Equal((16, 2L, "resample", 3UL), (card.FeatureWidth, card.Training!.Steps, card.Training.Strategy, card.Training.Seed));
        Assert.True(File.Exists(Path.Combine(Run, "weights.safetensors")));
        using var result = JsonDocument.Parse(File.ReadAllBytes(json));
        Assert.Equal(
            [
                "encoder", "weights", "steps", "cancelled", "loss", "embeddingDeviation", "collapsed", "seconds", "imagesPerSecond",
                "generationShare", "onnxDifference", "seed", "stoppedEarly", "encoderStep", "knnAccuracy", "monitor", "accuracy",
            ],
            result.RootElement.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task No_steps_export_the_untrained_encoder()
    {
        var run = await Train("--steps", "0");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Null(EncoderCard.Read(Path.Combine(Run, "encoder.onnx")).Training);
    }

    [Fact]
    public async Task A_framework_is_chosen_and_told_its_options()
    {
        var run = await Train("--steps", "1", "--framework", "byol", "--target-momentum", "0.9", "--target-momentum-schedule", "cosine");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Equal("BYOL", EncoderCard.Read(Path.Combine(Run, "encoder.onnx")).Training!.Method);
        using var options = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Run, "options.json")));
        Assert.Equal(("BYOL", 0.9, "cosine"), (options.RootElement.GetProperty("framework").GetString(),
            options.RootElement.GetProperty("targetMomentum").GetDouble(), options.RootElement.GetProperty("targetMomentumSchedule").GetString()));
        Assert.False(options.RootElement.TryGetProperty("temperature", out _), "SimCLR's temperature is no option of BYOL.");
    }

    [Fact]
    public async Task Augmentations_are_chosen_by_name()
    {
        var run = await Train("--steps", "1", "--augmentation", "all", "--color-jitter", "torchvision");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Equal("all", EncoderCard.Read(Path.Combine(Run, "encoder.onnx")).Training!.Augmentation);
    }

    [Fact]
    public async Task A_preset_is_where_other_options_start_from()
    {
        var run = await Train("--preset", "paper-simclr", "--steps", "1", "--mean", "0.4", "--standard-deviation", "0.2");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        using var options = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Run, "options.json")));
        Assert.Equal("SimCLR", options.RootElement.GetProperty("framework").GetString());
        Assert.Equal((4, 0.03, 1), (options.RootElement.GetProperty("batchSize").GetInt32(), options.RootElement.GetProperty("learningRate").GetDouble(),
            options.RootElement.GetProperty("steps").GetInt32()));
    }

    [Theory]
    [InlineData("--mean 0.1 0.2 0.3", "Mean has 3 values, but images of 1x8x8 have 1 channel(s)")]
    [InlineData("--initial-weights absent.pth", "absent.pth")]
    [InlineData("--preset paper", "There is no preset 'paper'. Available: paper-bigbigan,")]
    public async Task What_cannot_be_trained_says_why(string options, string message)
    {
        var run = await Train(options.Split(' '));
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.False(File.Exists(Path.Combine(Run, "encoder.onnx")));
    }

    [Theory]
    [InlineData("--mean 0.1 0.2", "Mean (--mean) has 2 values: give one, or one for each of 3 channels.")]
    [InlineData("--augmentation simclr", "There is no augmentation 'simclr'. Available: all,")]
    [InlineData("--framework BYOL --target-momentum 1.5", "TargetMomentum (--target-momentum) is 1.5; it is in [0, 1].")]
    [InlineData("--framework SimCLR --temperature 0", "Temperature (--temperature) is 0; it is above 0.")]
    [InlineData("--framework MoCo", "There is no framework 'MoCo'. Available:")]
    [InlineData("--backbone vit", "There is no backbone 'vit'. Available:")]
    [InlineData("--batch 1", "BatchSize (--batch) is 1; it is 2 or more: batch normalisation has no variance over one pair.")]
    [InlineData("--batch 6 --accumulate 4", "A batch of 6 pairs (--batch) cannot be computed in 4 equal parts (--accumulate)")]
    [InlineData("--learning-rate 0,05", "--learning-rate is '0,05'; expected a number, with a point before decimals and no separators.")]
    public async Task A_wrong_value_is_wrong_usage_and_says_what_is_right(string options, string message)
    {
        var run = await Train(options.Split(' '));
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith($"mlvgm: {message}", run.Error);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(Directory.Exists(Run));
    }

    [Fact]
    public async Task Everything_that_is_wrong_has_a_line()
    {
        var run = await Train("--batch", "one", "--momentum", "2", "--temperature", "0.2", "--flip", "perhaps");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal(
            $"""
            mlvgm: --batch is 'one'; expected a whole number without separators.
            mlvgm: Momentum (--momentum) is 2; it is in [0, 1].
            mlvgm: {Refusal.Of("--temperature", new SelfSupervisedEncoderEstimator.Options { Backbone = new ResNetOptions("resnet10") })}
            mlvgm: --flip is 'perhaps'; expected true or false.

            """, run.Error, ignoreLineEndingDifferences: true);
        Assert.False(Directory.Exists(Run));
    }

    [Fact]
    public async Task A_run_directory_tells_everything()
    {
        var run = await Train("--steps", "2");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        string[] files = [.. Directory.EnumerateFileSystemEntries(Run).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
        Assert.StartsWith("events.out.tfevents.", Assert.Single(files, file => file.StartsWith("events", StringComparison.Ordinal)));
        Assert.Equal(
            ["card.json", "checkpoints", "encoder.onnx", "environment.json", "metrics.jsonl", "options.json", "views.png", "weights.safetensors"],
            files.Where(file => !file.StartsWith("events", StringComparison.Ordinal)));
        using var options = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Run, "options.json")));
        Assert.Equal("random:0.3", options.RootElement.GetProperty("input").GetProperty("strategy").GetString());
        Assert.Equal(2, options.RootElement.GetProperty("width").GetInt32());
    }

    [Fact]
    public async Task A_directory_in_use_is_refused_resumed_or_replaced()
    {
        await Train("--steps", "2");
        var again = await Train("--steps", "2");
        Assert.Equal(ExitCode.Failure, again.ExitCode);
        Assert.Contains("is not empty", again.Error);
        var other = await Train("--steps", "3", "--resume");
        Assert.Contains("steps = 2, now it is 3.", other.Error);
        var resumed = await Train("--steps", "2", "--resume");
        Assert.Equal(("", ExitCode.Success), (resumed.Error, resumed.ExitCode));
        Assert.Contains("Going on from", resumed.Output);
        var replaced = await Train("--steps", "3", "--replace");
        Assert.Equal(("", ExitCode.Success), (replaced.Error, replaced.ExitCode));
        Assert.Equal(3, EncoderCard.Read(Path.Combine(Run, "encoder.onnx")).Training!.Steps);
        Assert.Contains("exclude each other", (await Train("--replace", "--resume")).Error);
    }

    [Fact]
    public async Task Nearest_neighbours_are_watched_and_may_end_the_run()
    {
        string json = _folder.File("train.json");
        var run = await Train(
            "--steps", "8", "--knn-data", TinyDataset.Write(_folder), "--monitor-every", "2", "--patience", "1", "--min-delta", "1", "--json", json);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        using var result = JsonDocument.Parse(File.ReadAllBytes(json));
        Assert.Equal((4, true), (result.RootElement.GetProperty("steps").GetInt32(), result.RootElement.GetProperty("stoppedEarly").GetBoolean()));
        Assert.InRange(result.RootElement.GetProperty("knnAccuracy").GetDouble(), 0.4, 1);
        Assert.Contains("\"knnAccuracy\":", File.ReadAllText(Path.Combine(Run, "metrics.jsonl")));
    }

    [Fact]
    public async Task A_network_of_somebody_else_is_trained()
    {
        string network = PlainModels.Classifier(channels: 1, side: 8).Save(_folder.File("stranger.onnx"));
        string[] Options(params string[] more) => ["--backbone", network, "--steps", "2", "--replace", .. more];
        var run = await Train(Options());
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains($"Initial weights from '{network}'", run.Output);
        var card = EncoderCard.Read(Path.Combine(Run, "encoder.onnx"));
        Assert.Equal((6, "onnx-stranger"), (card.FeatureWidth, card.Training!.Backbone));
        using var options = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Run, "options.json")));
        Assert.Equal(("onnx", network), (options.RootElement.GetProperty("backbone").GetString(), options.RootElement.GetProperty("network").GetString()));
        Assert.Equal(ExitCode.Success, (await Train(Options("--features", "scores"))).ExitCode);
        Assert.Equal(2, EncoderCard.Read(Path.Combine(Run, "encoder.onnx")).FeatureWidth);
        Assert.Contains("no node and no value 'poll'", (await Train(Options("--features", "poll"))).Error);
        Assert.Contains("'relu' are no vector, but (6, 6, 6)", (await Train(Options("--features", "relu"))).Error);
        using (var encoder = new OnnxEncoder(PlainModels.Classifier(channels: 1, side: 8, width: 128).Save(network)))
            encoder.ExportRounded(_folder.File("rounded.onnx"), WeightStorage.Int8);
        Assert.Equal(("", ExitCode.Success), await Train("--backbone", _folder.File("rounded.onnx"), "--steps", "2", "--replace") is var rounded ? (rounded.Error, rounded.ExitCode) : default);
        card = EncoderCard.Read(Path.Combine(Run, "encoder.onnx"));
        Assert.Equal((128, null), (card.FeatureWidth, card.Weights));
        Assert.Contains("There is no ONNX file", (await Train("--backbone", "none.onnx", "--steps", "1", "--replace")).Error);
    }

    public void Dispose() => _folder.Dispose();

    string Run => _folder.File("run");

    Task<CliRun> Train(params string[] options)
    {
        // Width is an option of our own networks.
        bool isFile = options.Any(text => text.EndsWith(".onnx", StringComparison.Ordinal));
        (string Name, string Value)[] small = [("--backbone", "resnet10"), ("--batch", "4"), ("--device", "cpu"), .. isFile ? [] : new[] { ("--width", "2") }];
        return CliRun.Of(
        [
            "train", TinyModels.Generator(_folder), "--out", Run,
            .. small.Where(option => !options.Contains(option.Name))
                .SelectMany(option => new[] { option.Name, option.Value }), .. options,
        ]);
    }
}
