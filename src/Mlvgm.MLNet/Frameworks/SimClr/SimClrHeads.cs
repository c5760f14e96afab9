using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Parts;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks.SimClr;

/// <summary>SimCLR's two-layer projector without batch normalisation: features to features to 128 (docs/method/frameworks.md#simclr).</summary>
sealed class SimClrHeads : Module
{
#pragma warning disable IDE1006 // RegisterComponents names parameters after the fields.
    readonly Sequential projector;
#pragma warning restore IDE1006

    public SimClrHeads(int width, FrameworkInput input) : base(nameof(SimClrHeads))
    {
        int features = input.FeatureWidth;
        projector = Sequential(
            Linear(features, features), ReLU(inplace: true),
            Linear(features, width));
        RegisterComponents();
        HeadLayers.Initialize(this, input.Seed, "simclr");
    }

    public Sequential Projector => projector;
}
