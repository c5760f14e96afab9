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
    public void Other_options_stay()
    {
        using var generator = new TinyGenerator();
        var view = _ml.Data.LoadFromGenerator(generator, GoldenInputs.Strategies(generator.Layout)[2],
            new GeneratedDataView.Options { AnchorColumnName = "Image", RowCount = 40 });
        Check("training/options", view, options =>
        {
            (options.Framework, options.TargetMomentum, options.TargetMomentumSchedule) = ("BYOL", 0.9, MomentumSchedule.Cosine);
            (options.Augmentation, options.AccumulationParts, options.Overlap, options.ZeroInitialResiduals) = ("all", 2, true, false);
            (options.PixelRange, options.Mean, options.StandardDeviation) = (PixelRange.ZeroTo255, [0.4f, 0.5f, 0.6f], [0.2f]);
            (options.WarmupSteps, options.LearningRate, options.MinimumCropScale, options.HorizontalFlip) = (3, 0.3, 0.5, false);
            options.Backbone = "resnet18";
        });
    }

    [Fact]
    public void Training_on_rows_of_real_images_stays()
    {
        var view = _ml.Data.LoadFromImageDataset(GoldenInputs.Images(30, new(3, 16, 16)));
        Check("training/rows", view, options => (options.PixelRange, options.LabelledImages, options.MonitorEvery) = (PixelRange.ZeroTo255, view, 5));
    }

    public override void Dispose()
    {
        _folder.Dispose();
        base.Dispose();
    }

    void Check(string name, IDataView view, Action<SelfSupervisedEncoderEstimator.Options> change)
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
            Golden.Close($"{name}/{figure}", [.. log.Select(line => line[figure]!.GetValue<double>())]);
        if (options.LabelledImages is not null)
            Golden.Exact($"{name}/kNN", [.. log.Select(line => line["knnAccuracy"]?.ToJsonString() ?? "none")]);
        Golden.Tensors($"{name}/weights", trained.WeightsPath, 1e-3);
        Golden.Graph($"{name}/onnx", trained.OnnxPath, 1e-3);
    }
}
