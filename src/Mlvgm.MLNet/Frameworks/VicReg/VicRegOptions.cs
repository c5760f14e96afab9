using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Frameworks.VicReg;

/// <summary>The options of VICReg (Bardes et al., ICLR 2022); the defaults are the paper's but for the width, which follows the features.</summary>
/// <example>See <c>examples/ApiTour/EveryFramework.cs</c>.</example>
public sealed record VicRegOptions : FrameworkOptions
{
    /// <inheritdoc/>
    public override string Name => "VICReg";

    /// <summary>λ of the loss: what views that differ cost; 0 or more.</summary>
    [Setting("Weight of the difference between the views in the loss.", Placeholder = "WEIGHT", Minimum = 0)]
    public double InvarianceWeight { get; init; } = 25;

    /// <summary>μ of the loss: what coordinates with a deviation below 1 cost; 0 or more. The official code halves that term.</summary>
    [Setting("Weight of coordinates that vary too little in the loss.", Placeholder = "WEIGHT", Minimum = 0)]
    public double VarianceWeight { get; init; } = 25;

    /// <summary>ν of the loss: what covariances of coordinates cost; 0 or more.</summary>
    [Setting("Weight of the covariances between coordinates in the loss.", Placeholder = "WEIGHT", Minimum = 0)]
    public double CovarianceWeight { get; init; } = 1;

    /// <summary>Width of the projector's three layers; when null, 4 x the feature width and at most 2048. The paper has 8192 for 2048 features.</summary>
    [Setting("Width of the projector's output; 4 times that of the features, and at most 2048, when none.", Minimum = 1)]
    public int? ProjectionWidth { get; init; }

    /// <inheritdoc/>
    protected override ISelfSupervisedFramework Build(FrameworkInput input) =>
        new VicRegFramework(this, HeadWidths.Of(input.FeatureWidth, ProjectionWidth, predictor: null), input.Seed);
}
