using Mlvgm.MLNet.Frameworks.Parts;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks.SimSiam;

/// <summary>SimSiam's three-layer projector and two-layer predictor (docs/method/frameworks.md#simsiam).</summary>
sealed class SimSiamHeads : Module
{
#pragma warning disable IDE1006 // RegisterComponents names parameters after the fields.
    readonly Sequential projector;
    readonly Sequential predictor;
#pragma warning restore IDE1006

    public SimSiamHeads(HeadWidths widths, ulong seed) : base(nameof(SimSiamHeads))
    {
        int features = widths.Features, width = widths.Projection;
        var last = Linear(width, width);
        projector = Sequential(
            Linear(features, width, hasBias: false), BatchNorm1d(width), ReLU(inplace: true),
            Linear(width, width, hasBias: false), BatchNorm1d(width), ReLU(inplace: true),
            last, BatchNorm1d(width, affine: false));
        predictor = HeadLayers.Predictor(width, widths.Predictor);
        RegisterComponents();
        HeadLayers.Initialize(this, seed, "simsiam");
        // The normalisation that follows removes any bias; the official code freezes it rather than leave it out.
        last.bias!.requires_grad = false;
    }

    public Sequential Projector => projector;

    public Sequential Predictor => predictor;
}
