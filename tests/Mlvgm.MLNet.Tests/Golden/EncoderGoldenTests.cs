using System.Text.Json.Nodes;
using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Streaming;

namespace Mlvgm.MLNet.Tests.Golden;

/// <summary>Ten steps of training, through the estimator.</summary>
public sealed class EncoderGoldenTests(GoldenRecord golden) : GoldenTests(golden)
{
    readonly TemporaryFolder _folder = new();
    readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> Frameworks => ["BYOL", "SimCLR", "SimSiam"];

    [Theory]
    [MemberData(nameof(Frameworks))]
    public void Ten_steps_of_every_framework_stay(string framework)
    {
        using var generator = new TinyGenerator();
        var view = _ml.Data.LoadFromGenerator(generator, GoldenInputs.Strategies(generator.Layout)[1],
            new GeneratedDataView.Options { AnchorColumnName = "Image", Seed = 3 });
        Check($"training/{framework}", view, options => options.Framework = framework);
    }

    [Fact]
    public void A_rising_momentum_stays()
    {
        using var generator = new TinyGenerator();
        Check("training/momentum", Resampled(generator), options =>
        {
            (options.Framework, options.TargetMomentum, options.TargetMomentumSchedule) = ("BYOL", 0.9, MomentumSchedule.Cosine);
            (options.WarmupSteps, options.LearningRate) = (3, 0.3);
        });
    }

    [Fact]
    public void Other_options_stay()
    {
        using var generator = new TinyGenerator();
        Check("training/options", Resampled(generator), options =>
        {
            (options.Framework, options.Temperature, options.Backbone, options.ZeroInitialResiduals) = ("SimCLR", 0.2, "resnet18", false);
            (options.Augmentation, options.MinimumCropScale, options.HorizontalFlip) = ("all", 0.5, false);
            (options.PixelRange, options.Mean, options.StandardDeviation) = (PixelRange.ZeroTo255, [0.4f, 0.5f, 0.6f], [0.2f]);
            (options.AccumulationParts, options.Overlap) = (2, true);
        }, tolerance: 1e-2);
    }

    [Fact]
    public void Training_on_rows_of_real_images_stays()
    {
        var view = _ml.Data.LoadFromImageDataset(GoldenInputs.Images(30, new(3, 16, 16)));
        Check("training/rows", view, options =>
        {
            (options.Framework, options.PixelRange) = ("SimCLR", PixelRange.ZeroTo255);
            (options.LabelledImages, options.MonitorEvery) = (view, 5);
        });
    }

    public override void Dispose()
    {
        _folder.Dispose();
        base.Dispose();
    }

    /// <summary>Epochs of five batches.</summary>
    GeneratedDataView Resampled(TinyGenerator generator) => _ml.Data.LoadFromGenerator(
        generator, GoldenInputs.Strategies(generator.Layout)[2], new GeneratedDataView.Options { AnchorColumnName = "Image", RowCount = 40 });

    void Check(string name, IDataView view, Action<SelfSupervisedEncoderEstimator.Options> change, double tolerance = 1e-4)
    {
        var options = new SelfSupervisedEncoderEstimator.Options
        {
            Backbone = "resnet10", Width = 4, BatchSize = 8, Steps = 10, Seed = 5, LogEvery = 1, Device = "cpu",
            RunDirectory = _folder.File("run"), ExistingRun = ExistingRun.Refuse,
        };
        change(options);
        var trained = _ml.Transforms.SelfSupervisedEncoder("Features", "Image", options).Train(view);
        JsonNode[] log = [.. File.ReadLines(_folder.File("run/metrics.jsonl")).Select(line => JsonNode.Parse(line)!)];
        foreach (string figure in (string[])["loss", "learningRate", "embeddingDeviation"])
            Golden.Close($"{name}/{figure}", [.. log.Select(line => line[figure]!.GetValue<double>())], tolerance);
        if (options.LabelledImages is not null)
            Golden.Close($"{name}/kNN", [.. log.Select(line => line["knnAccuracy"]?.GetValue<double>() ?? 0)], 0.1);
        Golden.Tensors($"{name}/weights", trained.WeightsPath, tolerance);
        Golden.Graph($"{name}/onnx", trained.OnnxPath, tolerance);
    }
}
