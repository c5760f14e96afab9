using Microsoft.ML;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Training.Sources;
using Mlvgm.MLNet.Views;
using Mlvgm.Testing.Torch.Generators;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Training.Sources;

public sealed class RowStreamSourceTests : IDisposable
{
    readonly TinyGenerator _generator = new();
    readonly MLContext _ml = new();

    [Fact]
    public void A_generated_view_read_by_rows_gives_the_batches_of_its_generator()
    {
        using var scope = NewDisposeScope();
        var strategy = ViewStrategy.Uniform(_generator.Layout, new RandomPerturbation(new TruncatedNormal(0, 0.2, 2)));
        var view = _ml.Data.LoadFromGenerator(_generator, strategy, rowCount: 8, seed: 5);
        using var rows = new RowStreamSource(view, _generator.ImageShape, ["Anchor", "Positive"], pixelMaximum: 1);
        using var batches = new ContinuousSamplingSource(_generator, strategy, seed: 5, rowsPerEpoch: 8);
        for (int i = 0; i < 4; i++)
        {
            var (expected, actual) = (batches.Next(4, CPU), rows.Next(4, CPU));
            Assert.Equal((expected.Epoch, expected.FirstRow), (actual.Epoch, actual.FirstRow));
            Assert.True((expected.Anchors - actual.Anchors).abs().max().item<float>() < 1e-6f);
            Assert.True((expected.Positives - actual.Positives).abs().max().item<float>() < 1e-6f);
        }
    }

    [Fact]
    public void A_view_without_end_is_known_behind_transforms_and_is_read_as_it_comes()
    {
        using var scope = NewDisposeScope();
        var view = _ml.Data.LoadFromGenerator(_generator, ViewStrategy.None, new GeneratedDataView.Options { AnchorImageColumnName = "Picture" });
        var pixels = _ml.Transforms.ExtractPixels("Pixels", "Picture").Fit(view).Transform(view);
        Assert.True(GeneratedDataView.IsEndless(pixels.Schema));
        Assert.False(GeneratedDataView.IsEndless(_ml.Data.LoadFromGenerator(_generator, ViewStrategy.None, rowCount: 8).Schema));
        using var rows = new RowStreamSource(pixels, _generator.ImageShape, ["Pixels"], pixelMaximum: 255);
        using var batches = new ContinuousSamplingSource(_generator, ViewStrategy.None, seed: 0);
        for (int i = 0; i < 3; i++)
        {
            var (expected, actual) = (batches.Next(4, CPU), rows.Next(4, CPU));
            Assert.Equal((0, 4L * i), (actual.Epoch, actual.FirstRow));
            // Pictures have whole 255ths.
            Assert.True((expected.Anchors - actual.Anchors).abs().max().item<float>() < 0.51f / 255);
        }
    }

    public void Dispose() => _generator.Dispose();
}
