using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks;

/// <summary>SimCLR's two-layer projector without batch normalisation: features to features to 128 (docs/method/frameworks.md#simclr).</summary>
sealed class SimClrHeads : Module
{
    const int DefaultWidth = 128;

#pragma warning disable IDE1006 // RegisterComponents names parameters after the fields.
    readonly Sequential projector;
#pragma warning restore IDE1006

    public SimClrHeads(FrameworkOptions options) : base(nameof(SimClrHeads))
    {
        int features = options.FeatureWidth;
        projector = Sequential(
            Linear(features, features), ReLU(inplace: true),
            Linear(features, options.ProjectionWidth ?? DefaultWidth));
        RegisterComponents();
        HeadLayers.Initialize(this, options.Seed, "simclr");
    }

    public Sequential Projector => projector;
}
