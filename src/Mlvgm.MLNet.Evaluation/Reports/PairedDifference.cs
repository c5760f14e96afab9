using Mlvgm.MLNet.Evaluation.Probes;

namespace Mlvgm.MLNet.Evaluation.Reports;

/// <summary>
/// How much better one kind of features is than another, from runs that share seed and labels: what those have in common cancels, so the interval
/// is that of the difference, not of either accuracy.
/// </summary>
/// <param name="Features">The kind of features.</param>
/// <param name="Reference">What it is compared with.</param>
/// <param name="LabelsPerClass">Labelled training rows per class, or null for all.</param>
/// <param name="Top1">Top-1 accuracy of the first less that of the second, over the seeds that both have.</param>
/// <param name="MeanPerClass">The same of balanced accuracy, the mean of the classes' accuracies; null where a run has no test rows by class.</param>
/// <example>See <c>examples/ApiTour/ComparedFeatures.cs</c>.</example>
public sealed record PairedDifference(string Features, string Reference, int? LabelsPerClass, MeanAndError Top1, MeanAndError? MeanPerClass)
{
    /// <summary>Compares two kinds of features in every label budget in which they have a seed in common.</summary>
    /// <param name="runs">The runs of both, and perhaps of others.</param>
    /// <param name="features">The kind of features.</param>
    /// <param name="reference">What it is compared with. A reference of a single seed, such as raw pixels, is compared with every seed.</param>
    public static IReadOnlyList<PairedDifference> Between(IReadOnlyList<ProbeRun> runs, string features, string reference)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return
        [
            .. from budget in runs.Select(run => run.LabelsPerClass).Distinct()
               let pairs = Pair(
                   [.. runs.Where(run => run.Features == features && run.LabelsPerClass == budget)],
                   [.. runs.Where(run => run.Features == reference && run.LabelsPerClass == budget)])
               where pairs.Count > 0
               select new PairedDifference(
                   features, reference, budget, MeanAndError.Of([.. pairs.Select(pair => pair.Own.Top1 - pair.Other.Top1)]),
                   MeanAndError.OfKnown([.. pairs.Select(pair => pair.Own.Confusion.MeanPerClass - pair.Other.Confusion.MeanPerClass)])),
        ];
    }

    static List<(ProbeResult Own, ProbeResult Other)> Pair(ProbeRun[] features, ProbeRun[] reference) => reference is [var single]
        ? [.. features.Select(run => (run.Result, single.Result))]
        : [.. features.Join(reference, run => run.Seed, run => run.Seed, (run, other) => (run.Result, other.Result))];
}
