using Microsoft.ML;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Views;
using TorchSharp;

namespace Examples.Tests;

/// <summary>An untrained encoder of 1x32x32 images, and pictures to send through it.</summary>
public sealed class TinyEncoder : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public TinyEncoder()
    {
        var ml = new MLContext(seed: 1);
        using var generator = GeneratorRegistry.Open("fashion-mnist-nvae", torch.CPU);
        var views = ml.Data.LoadFromGenerator(generator, ViewStrategy.None, new GeneratedDataView.Options { AnchorColumnName = "Image" });
        OnnxPath = ml.Transforms.SelfSupervisedEncoder("Features", "Image", new()
        {
            Backbone = new ResNetOptions("resnet10") { Width = 4 },
            Training = new() { Steps = 0 },
            Run = new() { Directory = _folder.File("encoder") },
            Device = "cpu",
        }).Train(views).OnnxPath;
    }

    public string OnnxPath { get; }

    public string File(string name) => _folder.File(name);

    /// <summary>A picture whose pixels are a function of its number, in the folder <paramref name="folder"/>.</summary>
    public string Picture(string folder, int number, int side = 32)
    {
        Directory.CreateDirectory(File(folder));
        string path = Path.Combine(File(folder), $"{number:d3}.png");
        float[] pixels = [.. Enumerable.Range(0, side * side).Select(i => 0.5f + 0.5f * MathF.Sin((number + 1) * 0.1f * (i % side) + number * 0.3f * (i / side)))];
        ImageGrid.WritePng(path, pixels, new ImageShape(1, side, side), columns: 1);
        return path;
    }

    public void Dispose() => _folder.Dispose();
}
