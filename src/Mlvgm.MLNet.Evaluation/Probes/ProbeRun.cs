namespace Mlvgm.MLNet.Evaluation.Probes;

/// <summary>One probe of one kind of features.</summary>
/// <param name="Features">What was probed, such as <c>raw pixels</c>: a row of the table.</param>
/// <param name="LabelsPerClass">Labelled training rows per class, or null for all there are: a column of the table.</param>
/// <param name="Seed">The seed that chose the labels, and trained the network where one was trained.</param>
/// <param name="Result">The accuracies.</param>
/// <example>See <c>examples/ApiTour/ComparedFeatures.cs</c>.</example>
public sealed record ProbeRun(string Features, int? LabelsPerClass, ulong Seed, ProbeResult Result);
