using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Frameworks.Byol;

/// <summary>The options of BYOL (Grill et al., NeurIPS 2020); the defaults are those of the paper that this library follows.</summary>
/// <example>See <c>examples/ApiTour/EveryFramework.cs</c>.</example>
public sealed record ByolOptions : FrameworkOptions
{
    /// <inheritdoc/>
    public override string Name => "BYOL";

    /// <summary>The share of itself that the target keeps at each step, in [0, 1].</summary>
    [Setting("The share of itself that the momentum encoder keeps at each step.", Placeholder = "SHARE", Minimum = 0, Maximum = 1)]
    public double TargetMomentum { get; init; } = 0.996;

    /// <summary>Whether that share stays, as in the paper, or rises to 1.</summary>
    [Setting("Whether that share stays or rises to 1.", Placeholder = "SCHEDULE")]
    public MomentumSchedule TargetMomentumSchedule { get; init; } = MomentumSchedule.Constant;

    /// <summary>Width of the projector's output; when null, 4 x the feature width and at most 2048.</summary>
    [Setting("Width of the projector's output; 4 times that of the features, and at most 2048, when none.", Minimum = 1)]
    public int? ProjectionWidth { get; init; }

    /// <summary>Hidden width of the predictor; when null, a quarter of the projector's output.</summary>
    [Setting("Hidden width of the predictor; a quarter of the projector's output when none.", Minimum = 1)]
    public int? PredictorWidth { get; init; }

    /// <inheritdoc/>
    protected override ISelfSupervisedFramework Build(FrameworkInput input) =>
        new ByolFramework(this, HeadWidths.Of(input.FeatureWidth, ProjectionWidth, PredictorWidth), input);
}
