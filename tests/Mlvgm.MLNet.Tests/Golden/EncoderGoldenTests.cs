using System.Text.Json.Nodes;
using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Frameworks.Byol;
using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Frameworks.SimClr;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.Testing.Torch.Generators;

namespace Mlvgm.MLNet.Tests.Golden;

/// <summary>Ten steps of training, through the estimator.</summary>
public sealed class EncoderGoldenTests(GoldenRecord golden) : GoldenTests(golden)
{
    readonly TemporaryFolder _folder = new();
    readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> Frameworks => ["BYOL", "SimCLR", "SimSiam", "BarlowTwins", "DINO", "MoCoV3", "VICReg"];

    [Theory]
    [MemberData(nameof(Frameworks))]
    public void Ten_steps_of_every_framework_stay(string framework)
    {
        using var generator = new TinyGenerator();
        var view = _ml.Data.LoadFromGenerator(generator, GoldenInputs.Strategies(generator.Layout)[1],
            new GeneratedDataView.Options { AnchorColumnName = "Image", Seed = 3 });
        Check($"training/{framework}", view, options => options with { Framework = FrameworkRegistry.All.Find(framework) });
    }

    [Fact]
    public void A_rising_momentum_stays()
    {
        using var generator = new TinyGenerator();
        Check("training/momentum", Resampled(generator), options => options with
        {
            Framework = new ByolOptions { TargetMomentum = 0.9, TargetMomentumSchedule = MomentumSchedule.Cosine },
            Training = options.Training with { WarmupSteps = 3, LearningRate = 0.3 },
        });
    }

    [Fact]
    public void Other_options_stay()
    {
        using var generator = new TinyGenerator();
        Check("training/options", Resampled(generator), options => options with
        {
            Framework = new SimClrOptions { Temperature = 0.2 },
            Backbone = new ResNetOptions("resnet18") { Width = 4, ZeroInitialResiduals = false },
            Augmentation = new StandardAugmentationOptions("all") { MinimumCropScale = 0.5, HorizontalFlip = false },
            Images = new() { PixelRange = PixelRange.ZeroTo255, Mean = [0.4f, 0.5f, 0.6f], StandardDeviation = [0.2f] },
            Training = options.Training with { AccumulationParts = 2, Overlap = true },
        }, tolerance: 1e-2);
    }

    [Fact]
    public void Training_on_rows_of_real_images_stays()
    {
        var view = _ml.Data.LoadFromImageDataset(GoldenInputs.Images(30, new(3, 16, 16)));
        Check("training/rows", view, options => options with
        {
            Framework = new SimClrOptions(),
            Images = options.Images with { PixelRange = PixelRange.ZeroTo255 },
            LabelledImages = view,
            Training = options.Training with { MonitorEvery = 5 },
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

    void Check(
        string name, IDataView view, Func<SelfSupervisedEncoderEstimator.Options, SelfSupervisedEncoderEstimator.Options> change, double tolerance = 1e-4)
    {
        var options = change(new SelfSupervisedEncoderEstimator.Options
        {
            Backbone = new ResNetOptions("resnet10") { Width = 4 },
            Training = new() { BatchSize = 8, Steps = 10, Seed = 5, LogEvery = 1 },
            Device = "cpu",
            Run = new() { Directory = _folder.File("run"), Existing = ExistingRun.Refuse },
        });
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
