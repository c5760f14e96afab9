using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Views;
using Mlvgm.Testing.Torch.Generators;

namespace Mlvgm.MLNet.Tests.Encoders;

/// <summary>A tiny estimator, an endless view, and twenty labelled images.</summary>
public abstract class EncoderTests : IDisposable
{
    private protected MLContext ML { get; } = new(seed: 1);

    private protected TinyGenerator Generator { get; } = new();

    private protected TemporaryFolder Folder { get; } = new();

    private protected string Run => Folder.File("run");

    public void Dispose()
    {
        Generator.Dispose();
        Folder.Dispose();
    }

    private protected SelfSupervisedEncoderEstimator Estimator(
        Func<SelfSupervisedEncoderEstimator.Options, SelfSupervisedEncoderEstimator.Options>? change = null, string input = "Image")
    {
        var options = new SelfSupervisedEncoderEstimator.Options
        {
            Backbone = new ResNetOptions("resnet10") { Width = 4 },
            Training = new() { BatchSize = 8, Steps = 3 },
            Run = new() { Directory = Run, Existing = ExistingRun.Replace },
        };
        return ML.Transforms.SelfSupervisedEncoder("Features", input, change?.Invoke(options) ?? options);
    }

    private protected GeneratedDataView Views()
    {
        var strategy = ViewStrategy.Uniform(Generator.Layout, new RandomPerturbation(new TruncatedNormal(0, 0.2, 2)));
        return ML.Data.LoadFromGenerator(Generator, strategy, new GeneratedDataView.Options { AnchorColumnName = "Image", Seed = 3 });
    }

    private protected IDataView LabelledImages()
    {
        var shape = new ImageShape(3, 16, 16);
        byte[] pixels = [.. Enumerable.Range(0, 20 * shape.Size).Select(i => (byte)(i / shape.Size % 2 * 150 + i * 7919L % 101))];
        int[] labels = [.. Enumerable.Range(0, 20).Select(i => i % 2)];
        return ML.Data.LoadFromImageDataset(new ImageDataset(shape, pixels, labels, ["dark", "bright"]));
    }
}
