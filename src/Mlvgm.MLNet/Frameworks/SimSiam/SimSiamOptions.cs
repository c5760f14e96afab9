using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Frameworks.SimSiam;

/// <summary>The options of SimSiam (Chen and He, CVPR 2021); the defaults are the paper's.</summary>
/// <example>See <c>examples/ApiTour/EveryFramework.cs</c>.</example>
public sealed record SimSiamOptions : FrameworkOptions
{
    /// <inheritdoc/>
    public override string Name => "SimSiam";

    /// <summary>Width of the projector's output; when null, 4 x the feature width and at most 2048, the paper's value for ResNet-50.</summary>
    [Setting("Width of the projector's output; 4 times that of the features, and at most 2048, when none.", Minimum = 1)]
    public int? ProjectionWidth { get; init; }

    /// <summary>Hidden width of the predictor; when null, a quarter of the projector's output: 512 beside 2048.</summary>
    [Setting("Hidden width of the predictor; a quarter of the projector's output when none.", Minimum = 1)]
    public int? PredictorWidth { get; init; }

    /// <inheritdoc/>
    protected override ISelfSupervisedFramework Build(FrameworkInput input) =>
        new SimSiamFramework(HeadWidths.Of(input.FeatureWidth, ProjectionWidth, PredictorWidth), input);
}
