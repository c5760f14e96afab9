using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Evaluation.Reports;

namespace Quickstart;

/// <summary>Says in words what the table shows: whether training bought anything.</summary>
static class Verdict
{
    public static string Of(IReadOnlyList<ProbeRun> runs) => string.Join(Environment.NewLine,
        new ProbeTable(runs).Cells.GroupBy(cell => cell.LabelsPerClass).Select(budget =>
        {
            double Top1(string features) => budget.Single(cell => cell.Features == features).Top1.Mean;
            double trained = Top1(Pipeline.Trained);
            double gap = 100 * (trained - Top1(Pipeline.RawPixels));
            // Adding zero makes a negative zero, which rounding may leave, a plain one.
            double gain = Math.Round(100 * (trained - Top1(Pipeline.Untrained)), 1) + 0.0;
            string labels = budget.Key is { } count ? $"{count} labels per class" : "all labels";
            return $"With {labels}, training changed top-1 by {gain:+0.0;-0.0;0.0} points over " +
                $"the untrained network; raw pixels are {Math.Abs(gap):0.0} points {(gap > 0 ? "behind" : "ahead")}.";
        }));
}
