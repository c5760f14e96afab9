using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Reports.Json;

namespace Mlvgm.MLNet.Evaluation.Reports;

/// <summary>One table from the results of several evaluations, with the paired difference of every row from a reference.</summary>
/// <example>See <c>examples/ApiTour/ComparedFeatures.cs</c>.</example>
public sealed class ProbeComparison
{
    /// <summary>Compares results.</summary>
    /// <param name="results">Names and tables. A row's name is preceded by its table's name where several tables have rows of that name.</param>
    /// <param name="reference">The row with which the others are compared; the first when null.</param>
    /// <exception cref="ArgumentException">There is no table, or no row of the reference's name; the message lists those there are.</exception>
    public ProbeComparison(IReadOnlyList<(string Name, ProbeTable Table)> results, string? reference = null)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (results.Count == 0) throw new ArgumentException("There is nothing to compare.", nameof(results));
        var shared = results.SelectMany(result => result.Table.Runs.Select(run => run.Features).Distinct())
            .GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
        ProbeRun[] runs =
        [
            .. from result in results
               from run in result.Table.Runs
               select shared.Contains(run.Features) ? run with { Features = $"{result.Name}: {run.Features}" } : run,
        ];
        string[] names = [.. runs.Select(run => run.Features).Distinct()];
        Reference = reference ?? names[0];
        if (!names.Contains(Reference))
            throw new ArgumentException($"There is no row '{Reference}'. The rows are: {string.Join("; ", names)}.", nameof(reference));
        Table = new ProbeTable(runs);
        Differences = [.. names.Where(name => name != Reference).SelectMany(name => PairedDifference.Between(runs, name, Reference))];
    }

    /// <summary>The row with which the others are compared.</summary>
    public string Reference { get; }

    /// <summary>All rows.</summary>
    public ProbeTable Table { get; }

    /// <summary>Every other row less the reference, per label budget, over the seeds that both have.</summary>
    public IReadOnlyList<PairedDifference> Differences { get; }

    /// <summary>The comparison as JSON: <c>{"reference", "table": {"cells", "runs"}, "differences": [{"features", "reference", "labelsPerClass",
    /// "top1": {"mean", "standardDeviation", "standardError", "count", "halfInterval95"}}]}</c>.</summary>
    public string ToJson() => ReportJson.ToText(this);
}
