using Microsoft.ML;
using Mlvgm.MLNet.OnnxExport.Parity;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.Views;
using Mlvgm.Testing.Torch.Generators;

namespace Mlvgm.MLNet.Tests.Encoders;

public class FailedExportTests
{
    [Fact]
    public void What_was_learned_is_kept_when_the_export_fails()
    {
        using var folder = new TemporaryFolder();
        using var generator = new TinyGenerator();
        var ml = new MLContext(seed: 1);
        var estimator = ml.Transforms.SelfSupervisedEncoder("Features", "Image", new()
        {
            Backbone = new ResNetOptions("resnet18") { Width = 4 },
            Training = new() { BatchSize = 8, Steps = 1 },
            Run = new() { Directory = folder.Path },
            MaximumOnnxDifference = 1e-12,
        });
        var views = ml.Data.LoadFromGenerator(generator, ViewStrategy.None, new GeneratedDataView.Options { AnchorColumnName = "Image" });
        Assert.Throws<OnnxParityException>(() => estimator.Fit(views));
        Assert.False(File.Exists(folder.File("encoder.onnx")));
        using var checkpoint = Safetensors.Read(folder.File("weights.safetensors"));
        Assert.Contains("encoder.conv1.weight", checkpoint.Tensors.Keys);
    }
}
