using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Frameworks.BarlowTwins;

/// <summary>The options of Barlow Twins (Zbontar et al., ICML 2021); the defaults are the paper's but for the width, which follows the features.</summary>
/// <example>See <c>examples/ApiTour/EveryFramework.cs</c>.</example>
public sealed record BarlowTwinsOptions : FrameworkOptions
{
    /// <inheritdoc/>
    public override string Name => "BarlowTwins";

    /// <summary>λ of the loss: what the correlation of two coordinates costs beside a coordinate's with itself; 0 or more.</summary>
    [Setting("Weight of the correlations between coordinates in the loss.", Placeholder = "WEIGHT", Minimum = 0)]
    public double RedundancyWeight { get; init; } = 0.005;

    /// <summary>Width of the projector's three layers; when null, 4 x the feature width and at most 2048. The paper has 8192 for 2048 features.</summary>
    [Setting("Width of the projector's output; 4 times that of the features, and at most 2048, when none.", Minimum = 1)]
    public int? ProjectionWidth { get; init; }

    /// <inheritdoc/>
    protected override ISelfSupervisedFramework Build(FrameworkInput input) =>
        new BarlowTwinsFramework(this, HeadWidths.Of(input.FeatureWidth, ProjectionWidth, predictor: null), input.Seed);
}
