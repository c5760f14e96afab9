namespace Mlvgm.MLNet.Measurement;

/// <summary>Where a measurement stands.</summary>
/// <example>See <c>examples/ApiTour/Measuring.cs</c>.</example>
public sealed record MeasurementProgress
{
    /// <summary>The level's name.</summary>
    public required string Level { get; init; }

    /// <summary>The level's position among those asked for, 0-based.</summary>
    public required int LevelIndex { get; init; }

    /// <summary>Levels in all.</summary>
    public required int LevelCount { get; init; }

    /// <summary>What is being done.</summary>
    public required MeasurementPhase Phase { get; init; }

    /// <summary>Iterations of this phase that are done.</summary>
    public required int Iteration { get; init; }

    /// <summary>The most iterations that this phase can take; most end earlier.</summary>
    public required int MaximumIterations { get; init; }

    /// <summary>The smoothed loss, in nats, on the true scale; NaN where the phase has none.</summary>
    public required double InfoNce { get; init; }

    /// <summary>The same on the paper's scale.</summary>
    public required double InfoNcePaperScale { get; init; }

    /// <summary>The batch's mean ‖p(z)‖, in Z; NaN where the phase has no walker.</summary>
    public required double Perturbation { get; init; }

    /// <summary>The share of the whole measurement that is done, in [0, 1], if every phase took its most iterations; never falls.</summary>
    public required double Done { get; init; }
}
