using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.Testing.Torch.Generators;

/// <summary>A generator of 16x16 images with a global latent and a spatial one, of fixed random weights.</summary>
public sealed class TinyGenerator : TorchGenerator
{
    readonly Linear _global = Linear(8, 4 * 4 * 4);
    readonly Conv2d _local = Conv2d(4 + 2, 3, 3, padding: 1);

    public TinyGenerator()
    {
        SeededInitialization.Default(_global, 5, "global");
        SeededInitialization.KaimingNormal(_local, 5, "local");
        Layout = new LatentLayout([new("global", [8]), new("local", [2, 8, 8])]);
        foreach (var parameter in _global.parameters().Concat(_local.parameters())) parameter.requires_grad = false;
        init.zeros_(_local.bias);
    }

    public override string Name => "tiny";

    public override LatentLayout Layout { get; }

    public override ImageShape ImageShape => new(3, 16, 16);

    public override string ContentHash => HashOf(_local, HashOf(_global));

    public override Device Device => CPU;

    /// <summary>The batch sizes of all calls.</summary>
    public List<long> Decoded { get; } = [];

    public override void MoveTo(Device device)
    {
        if (device.type != DeviceType.CPU) throw new NotSupportedException();
    }

    public override Tensor Decode(IReadOnlyList<Tensor> latents)
    {
        Decoded.Add(latents[0].shape[0]);
        using var scope = NewDisposeScope();
        var coarse = _global.forward(latents[0]).reshape(-1, 4, 4, 4);
        var features = cat([functional.interpolate(coarse, [8, 8], mode: InterpolationMode.Nearest), latents[1]], dim: 1);
        // Channels innermost: with plain strides, oneDNN of libtorch 2.10 gets convolutions of few channels wrong (see ChannelsLast).
        features = features.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        var image = functional.interpolate(_local.forward(features), [16, 16], mode: InterpolationMode.Nearest).sigmoid();
        return image.MoveToOuterDisposeScope();
    }

    public override void Dispose()
    {
        _global.Dispose();
        _local.Dispose();
    }
}
