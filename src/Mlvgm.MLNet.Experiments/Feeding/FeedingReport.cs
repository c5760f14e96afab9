using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.Reports.Csv;
using Mlvgm.MLNet.Reports.Html;

namespace Mlvgm.MLNet.Experiments.Feeding;

/// <summary>The epochs of ways of feeding.</summary>
/// <param name="Results">The finished epochs.</param>
/// <param name="Planned">Epochs in all.</param>
/// <param name="Settings">What they have in common.</param>
public sealed record FeedingReport(IReadOnlyList<FeedingResult> Results, int Planned, FeedingSettings Settings)
{
    const string Title = "Feeding an encoder: generator, JPEG files, decoded store (paper, Figure 5)";
    /// <summary>Whether every epoch was measured.</summary>
    public bool IsFinished => Results.Count == Planned;

    /// <summary>Writes results.json, results.csv and index.html.</summary>
    internal void Write(string folder, IReadOnlyList<ImageFindings> data) => ResultFolder.Write(
        folder, new { name = "figure5", title = Title, Settings, Results, finished = Results.Count, Planned }, data, Csv(), Page());

    CsvTable Csv()
    {
        var table = new CsvTable("way", "batch", "seconds", "waiting_share", "joules", "grams_co2");
        foreach (var result in Results)
        {
            table.Add(
                CsvCell.Text(result.Way), CsvCell.Number(result.Batch), CsvCell.Number(result.Seconds, "F2"), CsvCell.Number(result.WaitingShare, "F4"),
                CsvCell.Number(result.Joules, "F1"), CsvCell.Number(result.GramsCo2, "F4"));
        }
        return table;
    }

    Markup Page() => PageFrame.Of(
        Title, "Experiment",
        FormattableString.Invariant($"An epoch of {Settings.Images} images, the same encoder each time. Energy: {Settings.Energy}. Carbon: {Settings.GramsPerKilowattHour:G4} g of CO2 a kilowatt-hour."),
        HtmlTable.Facts([("machine", Settings.Machine), ("finished", $"{Results.Count} of {Planned}")]),
        Markup.Of($"""
        <section>{HtmlTable.Scrolling("Table of epochs", Epochs())}</section>
        <section><h2>Seconds</h2>
        {(Results.Count == 0 ? Markup.Empty : Markup.Figure(EpochChart.Of(Results), $"Seconds of an epoch by batch size. {EpochChart.Key}"))}</section>
        """));

    Markup Epochs() => Markup.Of($"""
        <thead><tr><th scope="col">images from</th><th scope="col">batch</th><th scope="col">seconds</th><th scope="col">waiting</th><th scope="col">joules</th><th scope="col">g CO2</th></tr></thead>
        <tbody>
        {Markup.Join(Results.Select(r => Markup.Of(
            $"<tr><th scope=\"row\">{r.Way}</th><td>{r.Batch}</td><td>{r.Seconds:F1}</td><td>{100 * r.WaitingShare:F1} %</td><td>{r.Joules:F0}</td><td>{r.GramsCo2:F3}</td></tr>")))}
        </tbody>
        """);
}
