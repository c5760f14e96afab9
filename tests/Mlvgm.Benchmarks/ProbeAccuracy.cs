using System.Diagnostics;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Evaluation.Reports;
using Quickstart;

namespace Mlvgm.Benchmarks;

/// <summary>The Quickstart's table over several seeds: each seed draws the network, the views and the labels anew.</summary>
static class ProbeAccuracy
{
    public static void Run(TextWriter output, IReadOnlyList<ulong> seeds)
    {
        var clock = Stopwatch.StartNew();
        var runs = new List<ProbeRun>();
        foreach (ulong seed in seeds)
        {
            var settings = new Settings { Seed = seed, LabelSeeds = [seed], OutputFolder = Path.Combine("runs", $"probe-{seed}") };
            runs.AddRange(Pipeline.Run(settings, output, CancellationToken.None));
        }
        output.WriteLine();
        var table = new ProbeTable(runs);
        output.WriteLine(table.ToMarkdown());
        output.WriteLine("Mean ± standard error. Standard deviation of top-1, in points:");
        foreach (var cell in table.Cells)
            output.WriteLine(FormattableString.Invariant(
                $"- {cell.Features}, {cell.LabelsPerClass?.ToString() ?? "all"} labels: {100 * cell.Top1.StandardDeviation:f2}"));
        output.WriteLine($"Seeds {string.Join(", ", seeds)}; {clock.Elapsed.TotalMinutes:f1} minutes on {Environment.ProcessorCount} cores.");
    }
}
