using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Frameworks.MoCoV3;

/// <summary>The options of MoCo v3 (Chen, Xie, He, ICCV 2021); the defaults are those of its official code for a ResNet-50.</summary>
/// <example>See <c>examples/ApiTour/EveryFramework.cs</c>.</example>
public sealed record MoCoV3Options : FrameworkOptions
{
    /// <inheritdoc/>
    public override string Name => "MoCoV3";

    /// <summary>τ of the loss; positive. The official code has 1 for ResNets, and 0.2 for transformers.</summary>
    [Setting("Temperature of the loss.", Placeholder = "T", Above = 0)]
    public double Temperature { get; init; } = 1;

    /// <summary>The share of itself that the momentum encoder keeps at each step, in [0, 1].</summary>
    [Setting("The share of itself that the momentum encoder keeps at each step.", Placeholder = "SHARE", Minimum = 0, Maximum = 1)]
    public double TargetMomentum { get; init; } = 0.99;

    /// <summary>Whether that share stays, or rises to 1, as in the paper.</summary>
    [Setting("Whether that share stays or rises to 1.", Placeholder = "SCHEDULE")]
    public MomentumSchedule TargetMomentumSchedule { get; init; } = MomentumSchedule.Cosine;

    /// <summary>Width of the projector's and of the predictor's output.</summary>
    [Setting("Width of the projector's output.", Minimum = 1)]
    public int ProjectionWidth { get; init; } = 256;

    /// <summary>Hidden width of projector and predictor; when null, 2 x the feature width: 4096 for a ResNet-50, as in the paper.</summary>
    [Setting("Hidden width of the projector; in proportion to that of the features when none.", Minimum = 1)]
    public int? HiddenWidth { get; init; }

    /// <inheritdoc/>
    protected override ISelfSupervisedFramework Build(FrameworkInput input) => new MoCoV3Framework(this, input);
}
