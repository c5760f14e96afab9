using Mlvgm.MLNet.Evaluation.Probes;

namespace Mlvgm.MLNet.Evaluation.Reports;

/// <summary>The rows of several results: those of one name come together as seeds of one row where they are that, and are told apart elsewhere.</summary>
static class ComparedRows
{
    /// <summary>The runs of all results under the names of their rows.</summary>
    /// <param name="results">Names and tables.</param>
    /// <exception cref="ArgumentException">Two rows that have to be told apart would be called the same.</exception>
    public static IReadOnlyList<ProbeRun> Of(IReadOnlyList<(string Name, ProbeTable Table)> results)
    {
        (int Result, ProbeRun Run)[] runs = [.. from result in results.Index() from run in result.Item.Table.Runs select (result.Index, run)];
        var apart = runs.GroupBy(one => one.Run.Features).Where(row => !AreSeedsOfOne([.. row])).Select(row => row.Key).ToHashSet();
        string NameOf((int Result, ProbeRun Run) one) =>
            apart.Contains(one.Run.Features) ? $"{results[one.Result].Name}: {one.Run.Features}" : one.Run.Features;
        var rows = runs.Select(one => (one.Run.Features, Result: apart.Contains(one.Run.Features) ? one.Result : -1, Name: NameOf(one))).Distinct();
        if (rows.CountBy(row => row.Name).FirstOrDefault(name => name.Value > 1).Key is { } twice)
            throw new ArgumentException($"Two rows would be called '{twice}'. Give the results different names.", nameof(results));
        return [.. runs.Select(one => one.Run with { Features = NameOf(one) })];
    }

    /// <summary>Whether runs are seeds of one row: of one result; or of several that were tested on as many images of each class, with as many labels, and share no seed.</summary>
    static bool AreSeedsOfOne(IReadOnlyList<(int Result, ProbeRun Run)> row) => Count(row, one => one.Result) == 1 ||
        Count(row, one => TestImages(one.Run)) == 1 && row.GroupBy(one => one.Run.LabelsPerClass).All(budget =>
            Count(budget, one => one.Run.Result.TrainRows) == 1 && budget.GroupBy(one => one.Run.Seed).All(seed => Count(seed, one => one.Result) == 1));

    static int Count<TKey>(IEnumerable<(int Result, ProbeRun Run)> row, Func<(int Result, ProbeRun Run), TKey> key) => row.DistinctBy(key).Count();

    static string TestImages(ProbeRun run) => string.Join(',', run.Result.Confusion.Counts.Select(counts => counts.Sum()));
}
