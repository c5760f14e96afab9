using Mlvgm.MLNet.Evaluation.Probes;

namespace Mlvgm.MLNet.Evaluation.Reports;

/// <summary>All runs of one kind of features with one label budget.</summary>
/// <param name="Features">What was probed.</param>
/// <param name="LabelsPerClass">Labelled training rows per class, or null for all.</param>
/// <param name="Top1">Top-1 accuracy over the runs.</param>
/// <param name="MeanPerClass">Balanced accuracy over the runs: the mean of the classes' accuracies; null where a run has no test rows by class.</param>
/// <param name="Top5">Top-5 accuracy over the runs.</param>
/// <param name="Seconds">Mean seconds of one probe.</param>
/// <param name="Confusion">Which classes were taken for which, added over the runs.</param>
/// <example>See <c>examples/ApiTour/ComparedFeatures.cs</c>.</example>
public sealed record ProbeCell(
    string Features, int? LabelsPerClass, MeanAndError Top1, MeanAndError? MeanPerClass, MeanAndError Top5, double Seconds, ConfusionMatrix Confusion);
