using Mlvgm.MLNet.Frameworks.Parts;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks.Byol;

/// <summary>
/// BYOL's two-layer projector and predictor, and its target (docs/method/frameworks.md#byol). The projector's hidden layer is 4 x as wide as the features:
/// 2048 - 8192 - 2048 and 2048 - 512 - 2048 for the paper's ResNet-50.
/// </summary>
sealed class ByolHeads : Module
{
#pragma warning disable IDE1006 // RegisterComponents names parameters after the fields.
    readonly Sequential projector;
    readonly Sequential predictor;
    readonly MomentumEncoder target;
#pragma warning restore IDE1006

    public ByolHeads(HeadWidths widths, ulong seed, Module<Tensor, Tensor> targetEncoder) : base(nameof(ByolHeads))
    {
        projector = NewProjector(widths);
        HeadLayers.Initialize(projector, seed, "byol.projector");
        predictor = HeadLayers.Predictor(widths.Projection, widths.Predictor);
        HeadLayers.Initialize(predictor, seed, "byol.predictor");
        target = new MomentumEncoder(targetEncoder, NewProjector(widths), projector);
        RegisterComponents();
    }

    public Sequential Projector => projector;

    public Sequential Predictor => predictor;

    public MomentumEncoder Target => target;

    static Sequential NewProjector(HeadWidths widths)
    {
        int hidden = 4 * widths.Features;
        return Sequential(
            Linear(widths.Features, hidden, hasBias: false), BatchNorm1d(hidden), ReLU(inplace: true),
            Linear(hidden, widths.Projection));
    }
}
