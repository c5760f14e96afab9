namespace Mlvgm.MLNet.Measurement;

/// <summary>One row of a measurement. Losses are in nats, on the true scale; <see cref="Losses.PaperScale"/> converts.</summary>
/// <example>See <c>examples/ApiTour/Measuring.cs</c>.</example>
public sealed record LevelResult
{
    /// <summary>The name of the latent, group or range.</summary>
    public required string Name { get; init; }

    /// <summary>The latents that were perturbed, in generation order.</summary>
    public required IReadOnlyList<string> LatentNames { get; init; }

    /// <summary>The walker, its loss, and whether it reached γ.</summary>
    public required TrainedWalker Training { get; init; }

    /// <summary>How far the walker moves latents.</summary>
    public required PerturbationStatistics Perturbation { get; init; }

    /// <summary>
    /// The held-out loss after the encoder was trained further at the frozen walker. log(2K - 1) less this is a tighter lower bound of the
    /// mutual information between the views. NaN where no refit was asked for.
    /// </summary>
    public required double RefitInfoNce { get; init; }

    /// <summary>Iterations of the refit.</summary>
    public required int RefitIterations { get; init; }

    /// <summary>
    /// The held-out loss of a new encoder trained, for as many iterations at every level, on views that differ by drawing the level's latents
    /// anew. No walker and no magnitude is involved; a latent without effect has the loss of identical views. NaN where it was not asked for.
    /// </summary>
    public required double ResampleInfoNce { get; init; }

    /// <summary>Where the time went.</summary>
    public required LevelTimes Times { get; init; }
}
