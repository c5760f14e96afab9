using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Losses;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks.SimSiam;

/// <summary>
/// SimSiam (Chen and He, CVPR 2021): each view predicts the other's projection, whose gradient is stopped. No negatives, no
/// momentum encoder; the predictor's learning rate is not decayed.
/// </summary>
sealed class SimSiamFramework : ISelfSupervisedFramework
{
    readonly SimSiamHeads _heads;

    public SimSiamFramework(HeadWidths widths, FrameworkInput input)
    {
        FeatureWidth = input.FeatureWidth;
        _heads = new SimSiamHeads(widths, input.Seed);
    }

    /// <inheritdoc/>
    public string Name => "SimSiam";

    /// <inheritdoc/>
    public int FeatureWidth { get; }

    /// <inheritdoc/>
    public Module Heads => _heads;

    /// <inheritdoc/>
    public IEnumerable<Parameter> ScheduledParameters => _heads.Projector.parameters();

    /// <inheritdoc/>
    public IEnumerable<Parameter> ConstantRateParameters => _heads.Predictor.parameters();

    /// <inheritdoc/>
    /// <remarks>The views pass one after the other, so each has its own batch statistics, as in the official code.</remarks>
    public FrameworkLoss Loss(Module<Tensor, Tensor> encoder, Tensor anchors, Tensor positives)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        var z1 = _heads.Projector.forward(encoder.forward(anchors));
        var z2 = _heads.Projector.forward(encoder.forward(positives));
        var p1 = _heads.Predictor.forward(z1);
        var p2 = _heads.Predictor.forward(z2);
        return new FrameworkLoss(PredictionLoss.NegativeCosine(p1, p2, z1, z2), z1.detach());
    }
}
