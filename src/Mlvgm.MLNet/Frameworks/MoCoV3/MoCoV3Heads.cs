using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Parts;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks.MoCoV3;

/// <summary>
/// MoCo v3's two-layer projector and predictor for a ResNet, all without biases, and its momentum encoder (docs/method/frameworks.md#moco-v3). The
/// projector ends with batch normalisation without gain and shift, the predictor does not.
/// </summary>
sealed class MoCoV3Heads : Module
{
#pragma warning disable IDE1006 // RegisterComponents names parameters after the fields.
    readonly Sequential projector;
    readonly Sequential predictor;
    readonly MomentumEncoder target;
#pragma warning restore IDE1006

    public MoCoV3Heads(int width, int hidden, FrameworkInput input) : base(nameof(MoCoV3Heads))
    {
        projector = NewProjector(input.FeatureWidth, hidden, width);
        HeadLayers.Initialize(projector, input.Seed, "mocov3.projector");
        predictor = Sequential(
            Linear(width, hidden, hasBias: false), BatchNorm1d(hidden), ReLU(inplace: true),
            Linear(hidden, width, hasBias: false));
        HeadLayers.Initialize(predictor, input.Seed, "mocov3.predictor");
        target = new MomentumEncoder(input.CopyEncoder(), NewProjector(input.FeatureWidth, hidden, width), projector);
        RegisterComponents();
    }

    public Sequential Projector => projector;

    public Sequential Predictor => predictor;

    public MomentumEncoder Target => target;

    static Sequential NewProjector(int features, int hidden, int width) => Sequential(
        Linear(features, hidden, hasBias: false), BatchNorm1d(hidden), ReLU(inplace: true),
        Linear(hidden, width, hasBias: false), BatchNorm1d(width, affine: false));
}
