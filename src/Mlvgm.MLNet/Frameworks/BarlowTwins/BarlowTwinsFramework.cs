using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Losses;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks.BarlowTwins;

/// <summary>
/// Barlow Twins (Zbontar et al., ICML 2021): the projections of both views correlate coordinate by coordinate, and with no other coordinate. No
/// negatives, no target, no predictor.
/// </summary>
sealed class BarlowTwinsFramework : ISelfSupervisedFramework
{
    readonly ProjectorHeads _heads;
    readonly double _redundancyWeight;

    public BarlowTwinsFramework(BarlowTwinsOptions options, HeadWidths widths, ulong seed)
    {
        FeatureWidth = widths.Features;
        _heads = new ProjectorHeads(HeadLayers.Expander(widths.Features, widths.Projection), seed, "barlowtwins");
        _redundancyWeight = options.RedundancyWeight;
    }

    /// <inheritdoc/>
    public string Name => "BarlowTwins";

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
        return new FrameworkLoss(BarlowTwinsLoss.Compute(z1, z2, _redundancyWeight), z1.detach());
    }
}
