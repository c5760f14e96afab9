using System.Text.Json;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Reports.Json;
using Mlvgm.MLNet.Reports.Markdown;

namespace Mlvgm.MLNet.Evaluation.Reports;

/// <summary>Linear-probe accuracies: a row per kind of features, three columns (top-1, balanced accuracy, top-5) per label budget.</summary>
/// <example>See <c>examples/ApiTour/ComparedFeatures.cs</c>.</example>
public sealed class ProbeTable
{
    /// <summary>Tabulates <paramref name="runs"/>; rows and columns keep the order in which they first occur.</summary>
    public ProbeTable(IReadOnlyList<ProbeRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        Runs = runs;
        Cells = [.. runs.GroupBy(run => (run.Features, run.LabelsPerClass)).Select(group => new ProbeCell(
            group.Key.Features,
            group.Key.LabelsPerClass,
            MeanAndError.Of([.. group.Select(run => run.Result.Top1)]),
            MeanAndError.OfKnown([.. group.Select(run => run.Result.Confusion.MeanPerClass)]),
            MeanAndError.Of([.. group.Select(run => run.Result.Top5)]),
            group.Average(run => run.Result.Seconds),
            ConfusionMatrix.Sum([.. group.Select(run => run.Result.Confusion)])))];
    }

    /// <summary>Every probe, as it was given.</summary>
    public IReadOnlyList<ProbeRun> Runs { get; }

    /// <summary>The filled cells.</summary>
    public IReadOnlyList<ProbeCell> Cells { get; }

    /// <summary>
    /// A Markdown table of percentages, the mean ± half its 95 % interval where there are several runs, and under it a line that says so. Balanced accuracy is
    /// the mean of the classes' accuracies.
    /// </summary>
    public string ToMarkdown()
    {
        int?[] budgets = [.. Cells.Select(cell => cell.LabelsPerClass).Distinct()];
        var table = new MarkdownTable(
            [MarkdownColumn.Words("features"), .. budgets.SelectMany(budget => new[] { "top-1", "balanced", "top-5" }.Select(figure => MarkdownColumn.Numbers($"{Name(budget)}, {figure}")))]);
        foreach (var row in Cells.GroupBy(cell => cell.Features))
        {
            var cells = budgets.Select(budget => row.FirstOrDefault(cell => cell.LabelsPerClass == budget));
            table.Add([MarkdownText.Text(row.Key), .. cells.SelectMany(cell => new[] { cell?.Top1, cell?.MeanPerClass, cell?.Top5 }).Select(Percent)]);
        }
        string note = IntervalText.Note(Cells.Select(cell => cell.Top1), "draws");
        return note.Length == 0 ? table.ToAlignedText() : $"{table.ToAlignedText()}\n{note}\n";
    }

    /// <summary>Cells and runs as JSON: <c>{"cells": [{"features", "labelsPerClass", "top1": {"mean", "standardDeviation", "standardError", "count",
    /// "halfInterval95"}, "meanPerClass", "top5", "seconds", "confusion": {"counts", "perClass", "meanPerClass"}}], "runs": [{"features", "labelsPerClass", "seed",
    /// "result": {"top1", "top5", "trainRows", "testRows", "seconds", "confusion"}}]}</c>.</summary>
    public string ToJson() => ReportJson.ToText(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <param name="origin">The file that errors name.</param>
    /// <exception cref="InvalidDataException">The text is no such table; the message says why.</exception>
    public static ProbeTable FromJson(string json, string origin)
    {
        try
        {
            var runs = ReportJson.Parse<Saved>(json).Runs;
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

    static MarkdownText Percent(MeanAndError? value) => value switch
    {
        null => MarkdownText.Text(""),
        { HalfInterval95: { } half } => MarkdownText.Of($"{100 * value.Mean:F1} ± {100 * half:F1}"),
        _ => MarkdownText.Of($"{100 * value.Mean:F1}"),
    };
}
