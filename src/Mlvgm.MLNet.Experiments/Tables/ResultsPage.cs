using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.Reports.Html;

namespace Mlvgm.MLNet.Experiments.Tables;

/// <summary>The results of an experiment as one page that loads nothing from elsewhere.</summary>
static class ResultsPage
{
    public static Markup Of(ExperimentResults results) => PageFrame.Of(results.Title, "Experiment", Lead(results), Facts(results), Markup.Of($"""
        <section id="table"><h2>Accuracy</h2>
        {Table(results)}</section>
        <section id="chart"><h2>With all labels</h2>
        {Chart(results)}</section>
        <section id="settings"><h2>Settings</h2>
        {Settings(results)}</section>
        """));

    /// <summary>The answer in a sentence.</summary>
    public static string Lead(ExperimentResults results)
    {
        string done = results.Finished < results.Planned ? $" {results.Finished} of {results.Planned} encoders and baselines are finished." : "";
        var treatment = results.Rows.FirstOrDefault(row => row.Arm.Name == results.Treatment);
        if (treatment is null || results.Reference is null || results.DifferenceOf(treatment, null) is not { } difference)
            return $"Linear probes on real images.{done}";
        string verdict = difference.DiffersFromZero switch
        {
            null => "a single seed, so no interval can be given",
            true => "an interval without zero",
            false => "an interval with zero in it, so nothing is shown",
        };
        return $"{treatment.Arm.Name} less {results.Reference}, the best baseline: {AccuracyText.Difference(difference)} points with all labels, {verdict}.{done}";
    }

    static Markup Facts(ExperimentResults results)
    {
        var s = results.Settings;
        (string Name, string Value)[] facts =
        [
            ("generator", s.Generator), ("SHA-256 of its file", s.GeneratorSha256), ("network", FormattableString.Invariant($"{s.Encoder["backbone"]}, width {s.Encoder["width"]}")),
            ("budget", FormattableString.Invariant($"{s.Encoder["steps"]} steps of {s.Encoder["batchSize"]} pairs")),
            ("training", FormattableString.Invariant($"{results.TrainingHours:F1} h")), ("machine", results.Machine),
        ];
        return Markup.Of($"<dl class=\"facts\">{Markup.Join(facts.Select(fact => Markup.Of($"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>")))}</dl>");
    }

    static Markup Table(ExperimentResults results) => Markup.Of($"""
        <div class="scroll" tabindex="0" role="region" aria-label="Table of accuracies">
        <table>
        <caption>Top-1 accuracy of a linear probe on the real test images, in percent: mean over encoder seeds. {IntervalText.Note(results.Rows.SelectMany(row => row.Cells).Select(cell => cell.Top1), "encoder seeds")}
        Differences are from {results.Reference ?? "nothing"}, paired by seed.</caption>
        <thead>
        <tr><th></th>{Markup.Join(results.Budgets.Select(budget => Markup.Of($"<th class=\"group\" scope=\"colgroup\" colspan=\"2\">{AccuracyText.Labels(budget)}</th>")))}<th></th><th></th></tr>
        <tr><th scope="col">views</th>{Markup.Join(results.Budgets.Select(_ => Markup.Of($"<th scope=\"col\">top-1</th><th scope=\"col\">difference</th>")))}<th scope="col">top-5<small>all labels</small></th><th scope="col">seeds</th></tr>
        </thead>
        <tbody>
        {Markup.Join(results.Rows.Select(row => Row(results, row)))}
        </tbody>
        </table>
        </div>
        """);

    static Markup Row(ExperimentResults results, ExperimentRow row)
    {
        var flag = row.Collapsed > 0 ? Markup.Of($"<span class=\"flag\">{row.Collapsed} collapsed</span>") : Markup.Empty;
        string how = string.Join(", ", new[] { row.Arm.Framework, row.Arm.Strategy, row.Arm.Augmentation is { } t ? $"T_x {t}" : null }.OfType<string>());
        var cells = results.Budgets.Select(budget => Markup.Of(
            $"<td>{AccuracyText.Of(Cell(row, budget)?.Top1)}</td><td>{AccuracyText.Difference(results.DifferenceOf(row, budget))}</td>"));
        var all = Cell(row, null);
        return Markup.Of($"""
            <tr><th scope="row">{row.Arm.Name}{flag}<small>{how}</small></th>
            {Markup.Join(cells)}
            <td>{AccuracyText.Of(all?.Top5)}</td><td>{row.Cells.Max(cell => cell.Top1.Count)}</td></tr>
            """);
    }

    static Markup Chart(ExperimentResults results)
    {
        var rows = results.Rows.Select(row => (row.Arm.Name, Value: Cell(row, null)?.Top1)).Where(row => row.Value is not null)
            .Select(row => (row.Name, row.Value!)).ToList();
        double? reference = results.Rows.Where(row => row.Arm.Name == results.Reference).Select(row => Cell(row, null)?.Top1.Mean).FirstOrDefault();
        return Markup.Figure(
            AccuracyChart.Of(rows, reference),
            $"Top-1 accuracy with all labels, mean and 95 % interval over seeds. Dashed: {results.Reference ?? "no reference"}.");
    }

    static Markup Settings(ExperimentResults results)
    {
        var s = results.Settings;
        (string, string)[] values =
        [
            ("generator", s.Generator), ("SHA-256 of its file", s.GeneratorSha256), ("SHA-256 of the real images, training and test", s.ImagesSha256),
            ("SHA-256 of the measurement's report", s.MeasurementSha256 ?? "–"),
            .. s.Encoder.Select(setting => (setting.Key, setting.Value?.ToString() ?? "none")),
        ];
        return Markup.Of($"""
            <table class="settings"><tbody>
            {Markup.Join(values.Select(value => Markup.Of($"<tr><th scope=\"row\">{value.Item1}</th><td>{value.Item2}</td></tr>")))}
            </tbody></table>
            """);
    }

    static ProbeCell? Cell(ExperimentRow row, int? budget) => row.Cells.FirstOrDefault(cell => cell.LabelsPerClass == budget);
}
