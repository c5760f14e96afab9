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
        output.WriteLine("Top-1 of every single run, in percent:");
        foreach (var run in table.Runs)
            output.WriteLine(FormattableString.Invariant($"- {run.Features}, {run.LabelsPerClass?.ToString() ?? "all"} labels, seed {run.Seed}: {100 * run.Result.Top1:f2}"));
        output.WriteLine($"Seeds {string.Join(", ", seeds)}; {clock.Elapsed.TotalMinutes:f1} minutes on {Environment.ProcessorCount} cores.");
    }
}
