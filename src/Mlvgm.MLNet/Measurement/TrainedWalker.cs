using Mlvgm.MLNet.Losses;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Measurement;

/// <summary>A level's walker and how it was trained. Losses are in nats, on the true scale; <see cref="PaperScale"/> converts.</summary>
/// <example>See <c>examples/ApiTour/Measuring.cs</c>.</example>
public sealed record TrainedWalker
{
    /// <summary>
    /// Whether the loss never rose through γ: the rest then says what the last iteration had reached, which depends on the number of
    /// iterations and must not be compared with other levels.
    /// </summary>
    public required bool Degenerate { get; init; }

    /// <summary>Iterations of walker and encoder.</summary>
    public required int Iterations { get; init; }

    /// <summary>
    /// The smoothed loss at the walker that was taken. The encoder lags behind the walker, so one that is trained further has less:
    /// see <see cref="LevelResult.RefitInfoNce"/>.
    /// </summary>
    public required double InfoNce { get; init; }

    /// <summary><see cref="InfoNce"/> on the paper's scale.</summary>
    public required double InfoNcePaperScale { get; init; }

    /// <summary>The walker that was taken, as wide as the level's span.</summary>
    public required Walker Walker { get; init; }

    /// <summary>The loss and the perturbation of every iteration.</summary>
    public required TrainingCurve Curve { get; init; }

    /// <summary>Walkers from earlier in training, evenly spaced, at most <see cref="WalkerSnapshot.Maximum"/>.</summary>
    public required IReadOnlyList<WalkerSnapshot> Snapshots { get; init; }
}

/// <summary>A level's training, iteration by iteration (paper, Fig. 6).</summary>
/// <param name="InfoNce">The batch's loss in the encoder's step, in nats, on the true scale.</param>
/// <param name="Perturbation">The batch's mean ‖p(z)‖, in Z.</param>
/// <example>See <c>examples/ApiTour/Measuring.cs</c>.</example>
public sealed record TrainingCurve(IReadOnlyList<double> InfoNce, IReadOnlyList<double> Perturbation);

/// <summary>A walker as it was during training, to show how views evolve.</summary>
/// <param name="Iteration">Iterations done by then.</param>
/// <param name="Walker">Its weights.</param>
/// <example>See <c>examples/ApiTour/Measuring.cs</c>.</example>
public sealed record WalkerSnapshot(int Iteration, Walker Walker)
{
    /// <summary>The most snapshots that are kept of one level.</summary>
    public const int Maximum = 8;
}
