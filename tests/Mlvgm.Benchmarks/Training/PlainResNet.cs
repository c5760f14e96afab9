using Mlvgm.MLNet.Torch.Backbones;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.Benchmarks.Training;

/// <summary>The library's residual network in a straightforward formulation: its own layers, plain strides, nothing in place.</summary>
sealed class PlainResNet : Module<Tensor, Tensor>
{
    readonly ResNet _network;

    /// <summary>Takes the network over; its convolution weights get plain strides.</summary>
    public PlainResNet(ResNet network) : base(nameof(PlainResNet))
    {
        _network = network;
        using var gradients = no_grad();
        foreach (var parameter in network.parameters())
            if (parameter.dim() == 4) parameter.set_(parameter.contiguous());
        register_module("network", network);
    }

    public override Tensor forward(Tensor input)
    {
        var layers = _network.named_children().ToDictionary(child => child.name, child => child.module);
        var x = Convolve(layers, "conv1", "bn1", input.contiguous()).relu();
        if (layers.TryGetValue("maxpool", out var pool)) x = ((MaxPool2d)pool).forward(x);
        foreach (string stage in new[] { "layer1", "layer2", "layer3", "layer4" })
            x = layers[stage].children().Aggregate(x, Block);
        return functional.adaptive_avg_pool2d(x, 1).flatten(1);
    }

    static Tensor Block(Tensor x, Module block)
    {
        var layers = block.named_children().ToDictionary(child => child.name, child => child.module);
        var inner = Convolve(layers, "conv1", "bn1", x);
        inner = Convolve(layers, "conv2", "bn2", inner.relu());
        if (layers.ContainsKey("conv3")) inner = Convolve(layers, "conv3", "bn3", inner.relu());
        var shortcut = layers.TryGetValue("downsample", out var downsample) ? ((Sequential)downsample).forward(x) : x;
        return (inner + shortcut).relu();
    }

    static Tensor Convolve(Dictionary<string, Module> layers, string convolution, string normalization, Tensor x) =>
        ((BatchNorm2d)layers[normalization]).forward(((Conv2d)layers[convolution]).forward(x));
}
