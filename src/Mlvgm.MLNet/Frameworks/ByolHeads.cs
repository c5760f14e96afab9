using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks;

/// <summary>
/// BYOL's two-layer projector and predictor, and its target (docs/method/frameworks.md#byol). The projector's hidden layer is 4 x as wide as the features:
/// 2048 - 8192 - 2048 and 2048 - 512 - 2048 for the paper's ResNet-50.
/// </summary>
sealed class ByolHeads : Module
{
#pragma warning disable IDE1006 // RegisterComponents names parameters after the fields.
    readonly Sequential projector;
    readonly Sequential predictor;
    readonly ByolTarget target;
#pragma warning restore IDE1006

    public ByolHeads(FrameworkOptions options, Module<Tensor, Tensor> targetEncoder) : base(nameof(ByolHeads))
    {
        projector = NewProjector(options);
        HeadLayers.Initialize(projector, options.Seed, "byol.projector");
        predictor = HeadLayers.Predictor(options.ResolvedProjectionWidth, options.ResolvedPredictorWidth);
        HeadLayers.Initialize(predictor, options.Seed, "byol.predictor");
        var targetProjector = NewProjector(options);
        targetProjector.load_state_dict(projector.state_dict());
        target = new ByolTarget(targetEncoder, targetProjector);
        RegisterComponents();
    }

    public Sequential Projector => projector;

    public Sequential Predictor => predictor;

    public ByolTarget Target => target;

    static Sequential NewProjector(FrameworkOptions options)
    {
        int hidden = 4 * options.FeatureWidth;
        return Sequential(
            Linear(options.FeatureWidth, hidden, hasBias: false), BatchNorm1d(hidden), ReLU(inplace: true),
            Linear(hidden, options.ResolvedProjectionWidth));
    }
}
