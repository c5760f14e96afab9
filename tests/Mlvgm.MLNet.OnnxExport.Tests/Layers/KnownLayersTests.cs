using Mlvgm.MLNet.OnnxExport.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxExport.Tests.Layers;

/// <summary>Every known layer must have an example here, so that a new one is tested by being known.</summary>
public class KnownLayersTests
{
    public static TheoryData<string> Names => [.. KnownLayers.Table.Names];

    static readonly Dictionary<string, (Func<nn.Module<Tensor, Tensor>> Make, long[] Shape)> Examples = new()
    {
        [nameof(Conv2d)] = (() => nn.Conv2d(3, 4, 3), [3, 6, 6]),
        [nameof(ConvTranspose2d)] = (() => nn.ConvTranspose2d(3, 4, 3), [3, 6, 6]),
        [nameof(Linear)] = (() => nn.Linear(3, 4), [3]),
        [nameof(BatchNorm1d)] = (() => nn.BatchNorm1d(3), [3]),
        [nameof(BatchNorm2d)] = (() => nn.BatchNorm2d(3), [3, 6, 6]),
        [nameof(GroupNorm)] = (() => ExportAssert.Randomized(nn.GroupNorm(2, 4)), [4, 6, 6]),
        [nameof(LayerNorm)] = (() => nn.LayerNorm(6), [4, 6]),
        [nameof(ReLU)] = (() => nn.ReLU(), [6]),
        [nameof(SiLU)] = (() => nn.SiLU(), [6]),
        [nameof(ELU)] = (() => nn.ELU(), [6]),
        [nameof(LeakyReLU)] = (() => nn.LeakyReLU(), [6]),
        [nameof(Sigmoid)] = (() => nn.Sigmoid(), [6]),
        [nameof(Tanh)] = (() => nn.Tanh(), [6]),
        [nameof(Softmax)] = (() => nn.Softmax(1), [6]),
        [nameof(MaxPool2d)] = (() => nn.MaxPool2d(2), [3, 6, 6]),
        [nameof(AvgPool2d)] = (() => nn.AvgPool2d(2), [3, 6, 6]),
        [nameof(AdaptiveAvgPool2d)] = (() => nn.AdaptiveAvgPool2d(1), [3, 6, 6]),
        [nameof(Upsample)] = (() => nn.Upsample(scale_factor: [2, 2]), [3, 6, 6]),
        [nameof(Flatten)] = (() => nn.Flatten(), [3, 6, 6]),
        [nameof(Dropout)] = (() => nn.Dropout(), [6]),
        [nameof(Dropout2d)] = (() => nn.Dropout2d(), [3, 6, 6]),
        [nameof(Identity)] = (() => nn.Identity(), [6]),
        [nameof(Sequential)] = (() => nn.Sequential(nn.Linear(3, 4), nn.ReLU()), [3]),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees(string name)
    {
        Assert.True(Examples.TryGetValue(name, out var example), $"The layer {name} is known and has no example in this test.");
        using var module = example.Make();
        ExportAssert.Agrees(module, example.Shape);
    }
}
