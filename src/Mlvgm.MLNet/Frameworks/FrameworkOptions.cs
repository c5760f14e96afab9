using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks;

/// <summary>What a framework can be told. Each uses what concerns it; the defaults are the paper's.</summary>
public sealed record FrameworkOptions
{
    /// <summary>Numbers in one feature vector of the encoder.</summary>
    public required int FeatureWidth { get; init; }

    /// <summary>
    /// Width of the projector's output. When null: 128 for SimCLR; for SimSiam and BYOL 4 x the feature width and at most 2048, the
    /// paper's value (its ResNet-50 has 2048 features).
    /// </summary>
    public int? ProjectionWidth { get; init; }

    /// <summary>Hidden width of the predictor; when null, a quarter of the projector's width: 512 beside 2048.</summary>
    public int? PredictorWidth { get; init; }

    /// <summary>τ of SimCLR's loss; positive.</summary>
    public double Temperature { get; init; } = 0.1;

    /// <summary>The share of itself that BYOL's target keeps at each step, in [0, 1].</summary>
    public double TargetMomentum { get; init; } = 0.996;

    /// <summary>Whether that share stays or rises to 1.</summary>
    public MomentumSchedule TargetMomentumSchedule { get; init; } = MomentumSchedule.Constant;

    /// <summary>
    /// Makes a copy of the encoder as it is, which is then the framework's. BYOL cannot do without, others do not call it;
    /// <see cref="Torch.Backbones.Backbone.Copy"/> is such a function.
    /// </summary>
    public Func<Module<Tensor, Tensor>>? CopyEncoder { get; init; }

    /// <summary>The seed of the heads' initial weights.</summary>
    public ulong Seed { get; init; }

    internal int ResolvedProjectionWidth => ProjectionWidth ?? Math.Min(2048, 4 * FeatureWidth);

    internal int ResolvedPredictorWidth => PredictorWidth ?? Math.Max(1, ResolvedProjectionWidth / 4);

    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(FeatureWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ResolvedProjectionWidth, 1, nameof(ProjectionWidth));
        ArgumentOutOfRangeException.ThrowIfLessThan(ResolvedPredictorWidth, 1, nameof(PredictorWidth));
        if (!(Temperature > 0 && double.IsFinite(Temperature)))
            throw new ArgumentOutOfRangeException(nameof(Temperature), Temperature, "The temperature must be positive and finite.");
        if (!(TargetMomentum is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(TargetMomentum), TargetMomentum, "The target's momentum lies in [0, 1].");
    }
}
