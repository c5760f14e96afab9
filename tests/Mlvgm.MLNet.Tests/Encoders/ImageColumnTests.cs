using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Views;
using Mlvgm.Testing.Torch.Generators;

namespace Mlvgm.MLNet.Tests.Encoders;

public sealed class ImageColumnTests : IDisposable
{
    readonly MLContext _ml = new(seed: 1);
    readonly TinyGenerator _generator = new();
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Images_train_behind_ExtractPixels_in_one_pipeline()
    {
        var pipeline = _ml.Transforms.ExtractPixels("Pixels", "Picture").Append(Estimator("Pixels"));
        using var model = pipeline.Fit(Pictures());
        var features = model.Transform(Pictures()).GetColumn<float[]>("Features").ToList();
        Assert.Equal(16, features.Count);
        Assert.All(features, row => Assert.Equal(32, row.Length));
        Assert.NotEqual(features[0], features[1]);
    }

    [Fact]
    public void An_image_column_is_answered_with_the_step_that_is_missing()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Estimator("Picture").Fit(Pictures()));
        Assert.Contains("Schema mismatch for input column 'Picture'", error.Message);
        Assert.Contains("ExtractPixels", error.Message);
    }

    IDataView Pictures() => _ml.Data.LoadFromGenerator(
        _generator, ViewStrategy.None, new GeneratedDataView.Options { RowCount = 16, AnchorImageColumnName = "Picture" });

    SelfSupervisedEncoderEstimator Estimator(string column) => _ml.Transforms.SelfSupervisedEncoder("Features", column, new()
    {
        Backbone = new ResNetOptions("resnet18") { Width = 4 },
        Training = new() { BatchSize = 8, Steps = 2 },
        Images = new() { PixelRange = PixelRange.ZeroTo255 },
        Run = new() { Directory = _folder.Path },
    });

    public void Dispose()
    {
        _generator.Dispose();
        _folder.Dispose();
    }
}
