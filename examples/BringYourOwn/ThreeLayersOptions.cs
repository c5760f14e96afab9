using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Backbones;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace BringYourOwn;

/// <summary>A backbone of one's own: three convolutions. Layers that the exporter knows need no more; see IOnnxExportable for those it does not.</summary>
public sealed record ThreeLayersOptions : BackboneOptions
{
    /// <inheritdoc/>
    public override string Name => "three-layers";

    /// <summary>Channels after the last layer, which are the features.</summary>
    [Setting("Features of the three layers.", Minimum = 4)]
    public int FeatureCount { get; init; } = 32;

    /// <inheritdoc/>
    protected override Backbone Build(BackboneInput input)
    {
        Conv2d[] layers =
        [
            Conv2d(input.Images.Channels, FeatureCount / 4, 3, stride: 2, padding: 1),
            Conv2d(FeatureCount / 4, FeatureCount / 2, 3, stride: 2, padding: 1),
            Conv2d(FeatureCount / 2, FeatureCount, 3, stride: 2, padding: 1),
        ];
        foreach (var (i, layer) in layers.Index())
        {
            SeededInitialization.KaimingNormal(layer, input.Seed, $"layer{i}");
            init.zeros_(layer.bias!);
        }
        return new Backbone(
            Sequential(layers[0], ReLU(), layers[1], ReLU(), layers[2], BatchNorm2d(FeatureCount), ReLU(), AdaptiveAvgPool2d(1), Flatten()), FeatureCount);
    }
}
