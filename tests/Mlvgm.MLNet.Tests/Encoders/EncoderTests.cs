using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Views;

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

    private protected SelfSupervisedEncoderEstimator Estimator(Action<SelfSupervisedEncoderEstimator.Options>? change = null, string input = "Image")
    {
        var options = new SelfSupervisedEncoderEstimator.Options
        {
            Backbone = "resnet10", Width = 4, BatchSize = 8, Steps = 3, RunDirectory = Run, ExistingRun = ExistingRun.Replace,
        };
        change?.Invoke(options);
        return ML.Transforms.SelfSupervisedEncoder("Features", input, options);
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
