using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mlvgm.MLNet.Evaluation.Probes;

namespace Mlvgm.MLNet.Evaluation.Reports;

/// <summary>Linear-probe accuracies: a row per kind of features, a pair of columns (top-1, top-5) per label budget.</summary>
public sealed class ProbeTable
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    /// <summary>Tabulates <paramref name="runs"/>; rows and columns keep the order in which they first occur.</summary>
    public ProbeTable(IReadOnlyList<ProbeRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        Runs = runs;
        Cells = [.. runs.GroupBy(run => (run.Features, run.LabelsPerClass)).Select(group => new ProbeCell(
            group.Key.Features,
            group.Key.LabelsPerClass,
            MeanAndError.Of([.. group.Select(run => run.Result.Top1)]),
            MeanAndError.Of([.. group.Select(run => run.Result.Top5)]),
            group.Average(run => run.Result.Seconds),
            ConfusionMatrix.Sum([.. group.Select(run => run.Result.Confusion)])))];
    }

    /// <summary>Every probe, as it was given.</summary>
    public IReadOnlyList<ProbeRun> Runs { get; }

    /// <summary>The filled cells.</summary>
    public IReadOnlyList<ProbeCell> Cells { get; }

    /// <summary>A Markdown table of percentages, "mean ± standard error" where there are several runs.</summary>
    public string ToMarkdown()
    {
        int?[] budgets = [.. Cells.Select(cell => cell.LabelsPerClass).Distinct()];
        var header = budgets.SelectMany(budget => new[] { $"{Name(budget)}, top-1", $"{Name(budget)}, top-5" });
        List<string[]> lines = [["features", .. header]];
        foreach (var row in Cells.GroupBy(cell => cell.Features))
        {
            var cells = budgets.Select(budget => row.FirstOrDefault(cell => cell.LabelsPerClass == budget));
            lines.Add([row.Key, .. cells.SelectMany(cell => new[] { Percent(cell?.Top1), Percent(cell?.Top5) })]);
        }
        return Align(lines);
    }

    /// <summary>Cells and runs as JSON: <c>{"cells": [{"features", "labelsPerClass", "top1": {"mean", "standardDeviation", "standardError", "count",
    /// "halfInterval95"}, "top5", "seconds", "confusion": {"counts", "perClass", "meanPerClass"}}], "runs": [{"features", "labelsPerClass", "seed",
    /// "result": {"top1", "top5", "trainRows", "testRows", "seconds", "confusion"}}]}</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <param name="origin">The file that errors name.</param>
    /// <exception cref="InvalidDataException">The text is no such table; the message says why.</exception>
    public static ProbeTable FromJson(string json, string origin)
    {
        try
        {
            var runs = JsonSerializer.Deserialize<Saved>(json, Json)?.Runs;
            return runs is { Count: > 0 } && runs.All(run => run is { Features: not null, Result.Confusion: not null })
                ? new ProbeTable(runs)
                : throw new InvalidDataException($"'{origin}' holds no probe: its \"runs\" are missing, empty or incomplete.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw new InvalidDataException($"'{origin}' is no table of probes: {e.Message}", e);
        }
    }

    sealed record Saved(IReadOnlyList<ProbeRun>? Runs);

    static string Name(int? budget) => budget is { } count ? $"{count} labels/class" : "all labels";

    static string Percent(MeanAndError? value) => value switch
    {
        null => "",
        { StandardError: { } error } => string.Create(CultureInfo.InvariantCulture, $"{100 * value.Mean:F1} ± {100 * error:F1}"),
        _ => (100 * value.Mean).ToString("F1", CultureInfo.InvariantCulture),
    };

    static string Align(IReadOnlyList<string[]> lines)
    {
        int[] widths = [.. Enumerable.Range(0, lines[0].Length).Select(column => Math.Max(3, lines.Max(line => line[column].Length)))];
        var text = new StringBuilder();
        for (int i = 0; i < lines.Count; i++)
        {
            text.Append(Row(lines[i].Select((cell, c) => c == 0 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))));
            if (i == 0) text.Append(Row(widths.Select((width, c) => new string('-', width - (c == 0 ? 0 : 1)) + (c == 0 ? "" : ":"))));
        }
        return text.ToString();
    }

    static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";
}
