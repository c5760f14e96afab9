using Mlvgm.MLNet.Losses;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Measurement;

/// <summary>A level's walker and how it was trained. Losses are in nats, on the true scale; <see cref="PaperScale"/> converts.</summary>
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
