namespace Mlvgm.MLNet.Measurement;

/// <summary>What was measured: the paper's Table 1, with two measures more.</summary>
/// <param name="Generator">The generator's name.</param>
/// <param name="Options">The options, the same for every level.</param>
/// <param name="Levels">A result for each level, in the order asked for.</param>
/// <param name="Device">The device that computed, such as <c>cpu</c>.</param>
/// <example>See <c>examples/ApiTour/Measuring.cs</c>.</example>
public sealed record MeasurementResult(string Generator, MeasurementOptions Options, IReadOnlyList<LevelResult> Levels, string Device)
{
    /// <summary>Computing time of all levels, across interruptions.</summary>
    public TimeSpan Elapsed => Levels.Aggregate(TimeSpan.Zero, (sum, level) => sum + level.Times.Total);
}
