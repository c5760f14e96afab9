using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Experiments.Designs;

namespace Mlvgm.MLNet.Experiments.Tables;

/// <summary>The results of one arm.</summary>
/// <param name="Arm">How its encoders were trained.</param>
/// <param name="Cells">Accuracies per label budget.</param>
/// <param name="Collapsed">Seeds whose embeddings collapsed.</param>
/// <param name="TrainingSeconds">Mean seconds of training an encoder.</param>
public sealed record ExperimentRow(ExperimentArm Arm, IReadOnlyList<ProbeCell> Cells, int Collapsed, double TrainingSeconds);
