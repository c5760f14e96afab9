using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Losses;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks.Byol;

/// <summary>
/// BYOL (Grill et al., NeurIPS 2020): each view predicts the other's projection by a target network, whose parameters are an exponential
/// moving average of the trained ones. The encoder to keep is the trained one.
/// </summary>
sealed class ByolFramework : ISelfSupervisedFramework
{
    readonly ByolHeads _heads;
    readonly double _momentum;
    readonly MomentumSchedule _schedule;

    public ByolFramework(ByolOptions options, HeadWidths widths, FrameworkInput input)
    {
        FeatureWidth = input.FeatureWidth;
        _heads = new ByolHeads(widths, input.Seed, input.CopyEncoder());
        (_momentum, _schedule) = (options.TargetMomentum, options.TargetMomentumSchedule);
    }

    /// <inheritdoc/>
    public string Name => "BYOL";

    /// <inheritdoc/>
    public int FeatureWidth { get; }

    /// <inheritdoc/>
    /// <remarks>The target is among them, so a checkpoint holds it.</remarks>
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
        var t1 = _heads.Target.forward(anchors);
        var t2 = _heads.Target.forward(positives);
        var z1 = _heads.Projector.forward(encoder.forward(anchors));
        var z2 = _heads.Projector.forward(encoder.forward(positives));
        var p1 = _heads.Predictor.forward(z1);
        var p2 = _heads.Predictor.forward(z2);
        return new FrameworkLoss(PredictionLoss.SquaredDistance(p1, p2, t1, t2), z1.detach());
    }

    /// <inheritdoc/>
    public void AfterStep(Module<Tensor, Tensor> encoder, int step, int steps)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        _heads.Target.Follow(encoder, _heads.Projector, _schedule.At(_momentum, step, steps));
    }
}
