using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Losses;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks.MoCoV3;

/// <summary>
/// MoCo v3 (Chen, Xie, He, ICCV 2021): each view's prediction is to find the other view's key among the keys of the batch, which a momentum encoder
/// makes; there is no queue. The encoder to keep is the trained one.
/// </summary>
sealed class MoCoV3Framework : ISelfSupervisedFramework
{
    readonly MoCoV3Heads _heads;
    readonly MoCoV3Options _options;

    public MoCoV3Framework(MoCoV3Options options, FrameworkInput input)
    {
        FeatureWidth = input.FeatureWidth;
        _heads = new MoCoV3Heads(options.ProjectionWidth, options.HiddenWidth ?? 2 * input.FeatureWidth, input);
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => "MoCoV3";

    /// <inheritdoc/>
    public int FeatureWidth { get; }

    /// <inheritdoc/>
    /// <remarks>The momentum encoder is among them, so a checkpoint holds it.</remarks>
    public Module Heads => _heads;

    /// <inheritdoc/>
    public IEnumerable<Parameter> ScheduledParameters => _heads.Projector.parameters().Concat(_heads.Predictor.parameters());

    /// <inheritdoc/>
    public IEnumerable<Parameter> ConstantRateParameters => [];

    /// <inheritdoc/>
    /// <remarks>The views pass one after the other through both networks, so each has its own batch statistics, as in the official code.</remarks>
    public FrameworkLoss Loss(Module<Tensor, Tensor> encoder, Tensor anchors, Tensor positives)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        var k1 = _heads.Target.forward(anchors);
        var k2 = _heads.Target.forward(positives);
        var z1 = _heads.Projector.forward(encoder.forward(anchors));
        var z2 = _heads.Projector.forward(encoder.forward(positives));
        var q1 = _heads.Predictor.forward(z1);
        var q2 = _heads.Predictor.forward(z2);
        return new FrameworkLoss(MoCoV3Loss.Compute(q1, q2, k1, k2, _options.Temperature), z1.detach());
    }

    /// <inheritdoc/>
    public void AfterStep(Module<Tensor, Tensor> encoder, int step, int steps)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        _heads.Target.Follow(encoder, _heads.Projector, _options.TargetMomentumSchedule.At(_options.TargetMomentum, step, steps));
    }
}
