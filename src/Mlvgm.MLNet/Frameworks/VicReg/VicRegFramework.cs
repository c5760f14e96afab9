using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Losses;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks.VicReg;

/// <summary>
/// VICReg (Bardes et al., ICLR 2022): the projections of both views are near, while each coordinate of either varies over the batch and covaries
/// with no other. No negatives, no target, no predictor.
/// </summary>
sealed class VicRegFramework : ISelfSupervisedFramework
{
    readonly ProjectorHeads _heads;
    readonly VicRegOptions _options;

    public VicRegFramework(VicRegOptions options, HeadWidths widths, ulong seed)
    {
        FeatureWidth = widths.Features;
        _heads = new ProjectorHeads(HeadLayers.Expander(widths.Features, widths.Projection), seed, "vicreg");
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => "VICReg";

    /// <inheritdoc/>
    public int FeatureWidth { get; }

    /// <inheritdoc/>
    public Module Heads => _heads;

    /// <inheritdoc/>
    public IEnumerable<Parameter> ScheduledParameters => _heads.parameters();

    /// <inheritdoc/>
    public IEnumerable<Parameter> ConstantRateParameters => [];

    /// <inheritdoc/>
    /// <remarks>The views pass one after the other, so each has its own batch statistics, as in the official code.</remarks>
    public FrameworkLoss Loss(Module<Tensor, Tensor> encoder, Tensor anchors, Tensor positives)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        var z1 = _heads.Projector.forward(encoder.forward(anchors));
        var z2 = _heads.Projector.forward(encoder.forward(positives));
        var loss = VicRegLoss.Compute(z1, z2, _options.InvarianceWeight, _options.VarianceWeight, _options.CovarianceWeight);
        return new FrameworkLoss(loss, z1.detach());
    }
}
