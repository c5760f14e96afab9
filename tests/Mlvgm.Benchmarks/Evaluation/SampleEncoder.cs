using Microsoft.ML;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Views;
using TorchSharp;

namespace Mlvgm.Benchmarks.Evaluation;

/// <summary>An encoder of 1x32x32 images as <c>mlvgm train</c> exports it: a ResNet-18 of width 16, 128 features. Speed does not ask what it has learned.</summary>
static class SampleEncoder
{
    /// <summary>Exports it into <paramref name="folder"/> and returns the ONNX file.</summary>
    public static string Write(string folder)
    {
        var ml = new MLContext(seed: 1);
        using var generator = GeneratorRegistry.Open("fashion-mnist-nvae", torch.CPU);
        var views = ml.Data.LoadFromGenerator(generator, ViewStrategy.None, new GeneratedDataView.Options { AnchorColumnName = "Image" });
        var trained = ml.Transforms.SelfSupervisedEncoder("Features", "Image", new()
        {
            Backbone = new ResNetOptions("resnet18") { Width = 16 },
            Training = new() { Steps = 0 },
            Run = new() { Directory = Path.Combine(folder, "encoder") },
            Device = "cpu",
        }).Train(views);
        trained.Transformer.Dispose();
        return trained.OnnxPath;
    }
}
