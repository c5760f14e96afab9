using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Experiments.Designs;

namespace Mlvgm.MLNet.Experiments.Tables;

/// <summary>One arm with one seed, finished.</summary>
/// <param name="Arm">How the encoder was trained.</param>
/// <param name="Settings">What all encoders have in common.</param>
/// <param name="Seeds">The seed of the encoder, its views, and the choice of labels; several of the last, where nothing is trained.</param>
/// <param name="Loss">The mean loss of the last tenth of the steps; null where nothing was trained.</param>
/// <param name="Collapsed">Whether the embeddings collapsed; null where nothing was trained.</param>
/// <param name="TrainingSeconds">Wall-clock time of training, of the last session where it was interrupted; null where nothing was trained.</param>
/// <param name="Runs">The probes.</param>
sealed record ExperimentCell(
    ExperimentArm Arm, ExperimentSettings Settings, IReadOnlyList<ulong> Seeds, double? Loss, bool? Collapsed, double? TrainingSeconds, IReadOnlyList<ProbeRun> Runs);
