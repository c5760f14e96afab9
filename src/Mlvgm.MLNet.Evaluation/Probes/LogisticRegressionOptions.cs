using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Evaluation.Probes;

/// <summary>How the linear probe's classifier is fitted, by whichever of ML.NET's trainers.</summary>
/// <example>See <c>examples/ApiTour/TransferredEncoder.cs</c>.</example>
public record LogisticRegressionOptions : ISettings
{
    /// <summary>The weight of the squared L2 norm per training row, that is, beside the mean loss; 0 or more.</summary>
    /// <remarks>
    /// ML.NET weighs the norm against the summed loss, so a fixed weight would fade as labels are added. Too small a
    /// weight flatters learned features: raw pixels, many and correlated, need more of it than they do.
    /// </remarks>
    [Setting("Weight of the squared L2 norm in the linear probe, beside the mean loss.", Option = "l2", Placeholder = "WEIGHT", Minimum = 0)]
    public float L2RegularizationPerRow { get; init; } = 1e-2f;

    /// <summary>Relative improvement below which the optimiser stops; positive (measured: docs/method/what-ml-net-allows.md#linear-trainers).</summary>
    [Setting("Relative improvement below which the linear probe stops.", Option = "tolerance", Placeholder = "SHARE", Above = 0)]
    public float OptimizationTolerance { get; init; } = 1e-4f;
}
