using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Frameworks.Dino;

/// <summary>
/// The options of DINO (Caron et al., ICCV 2021); the defaults are the paper's but for the number of outputs, the head's batch normalisation, and what
/// it counts in epochs.
/// </summary>
/// <example>See <c>examples/ApiTour/EveryFramework.cs</c>.</example>
public sealed record DinoOptions : FrameworkOptions
{
    /// <inheritdoc/>
    public override string Name => "DINO";

    /// <summary>τ_s: the temperature of the student's distribution; positive.</summary>
    [Setting("Temperature of the student.", Placeholder = "T", Above = 0)]
    public double StudentTemperature { get; init; } = 0.1;

    /// <summary>τ_t: the temperature of the teacher's distribution once it has risen; positive.</summary>
    [Setting("Temperature of the teacher, after its warm-up.", Placeholder = "T", Above = 0)]
    public double TeacherTemperature { get; init; } = 0.07;

    /// <summary>The temperature of the teacher's distribution at the first step; positive.</summary>
    [Setting("Temperature of the teacher at the first step.", Placeholder = "T", Above = 0)]
    public double FirstTeacherTemperature { get; init; } = 0.04;

    /// <summary>The share of the run over which the teacher's temperature rises in a straight line: 30 epochs of 100.</summary>
    [Setting("Share of the run over which the teacher's temperature rises.", Placeholder = "SHARE", Minimum = 0, Maximum = 1)]
    public double TeacherWarmupShare { get; init; } = 0.3;

    /// <summary>The share of the run during which the last layer stays as it is: one epoch of 100.</summary>
    [Setting("Share of the run during which the last layer stays as it is.", Placeholder = "SHARE", Minimum = 0, Maximum = 1)]
    public double FrozenOutputShare { get; init; } = 0.01;

    /// <summary>The share of itself that the centre keeps at each batch, in [0, 1].</summary>
    [Setting("The share of itself that the centre of the teacher's outputs keeps at each batch.", Placeholder = "SHARE", Minimum = 0, Maximum = 1)]
    public double CenterMomentum { get; init; } = 0.9;

    /// <summary>The share of itself that the teacher keeps at each step, in [0, 1].</summary>
    [Setting("The share of itself that the momentum encoder keeps at each step.", Placeholder = "SHARE", Minimum = 0, Maximum = 1)]
    public double TargetMomentum { get; init; } = 0.996;

    /// <summary>Whether that share stays, or rises to 1, as in the paper.</summary>
    [Setting("Whether that share stays or rises to 1.", Placeholder = "SCHEDULE")]
    public MomentumSchedule TargetMomentumSchedule { get; init; } = MomentumSchedule.Cosine;

    /// <summary>Numbers that leave the head, over which distributions are. The paper has 65536 for ImageNet.</summary>
    [Setting("Outputs of the head, over which distributions are.", Minimum = 2)]
    public int OutputWidth { get; init; } = 4096;

    /// <summary>Width of the layer before the last, whose outputs are scaled to length 1.</summary>
    [Setting("Width of the layer before the last.", Minimum = 1)]
    public int BottleneckWidth { get; init; } = 256;

    /// <summary>Hidden width of the head; when null, 4 x the feature width and at most 2048, the paper's value.</summary>
    [Setting("Hidden width of the projector; in proportion to that of the features when none.", Minimum = 1)]
    public int? HiddenWidth { get; init; }

    /// <summary>
    /// Whether the head's hidden layers are batch-normalised. The paper's head for transformers is not; small convolutional encoders collapse without.
    /// </summary>
    [Setting("Whether the head's hidden layers are batch-normalised; without, small convolutional encoders collapse.")]
    public bool BatchNormInHead { get; init; } = true;

    /// <inheritdoc/>
    protected override ISelfSupervisedFramework Build(FrameworkInput input) => new DinoFramework(this, input);
}
