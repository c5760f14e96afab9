namespace Mlvgm.MLNet.Frameworks;

/// <summary>What every framework can be told.</summary>
public sealed record FrameworkOptions
{
    /// <summary>Numbers in one feature vector of the encoder.</summary>
    public required int FeatureWidth { get; init; }

    /// <summary>
    /// Width of the projector; when null, 4 x the feature width and at most 2048, the paper's value (its ResNet-50 has 2048 features).
    /// </summary>
    public int? ProjectionWidth { get; init; }

    /// <summary>Hidden width of the predictor; when null, a quarter of the projector's width: 512 beside 2048.</summary>
    public int? PredictorWidth { get; init; }

    /// <summary>The seed of the heads' initial weights.</summary>
    public ulong Seed { get; init; }

    internal int ResolvedProjectionWidth => ProjectionWidth ?? Math.Min(2048, 4 * FeatureWidth);

    internal int ResolvedPredictorWidth => PredictorWidth ?? Math.Max(1, ResolvedProjectionWidth / 4);

    /// <exception cref="ArgumentOutOfRangeException">A width is below 1.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(FeatureWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ResolvedProjectionWidth, 1, nameof(ProjectionWidth));
        ArgumentOutOfRangeException.ThrowIfLessThan(ResolvedPredictorWidth, 1, nameof(PredictorWidth));
    }
}
