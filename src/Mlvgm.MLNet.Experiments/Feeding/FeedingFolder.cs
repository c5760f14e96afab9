using System.Globalization;
using System.Text;
using System.Text.Json;
using Mlvgm.MLNet.Experiments.Tables;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Measurement.Reports.Page;

namespace Mlvgm.MLNet.Experiments.Feeding;

/// <summary>The files of the experiment on feeding.</summary>
/// <param name="Results">The finished epochs.</param>
/// <param name="Planned">Epochs in all.</param>
/// <param name="Settings">What they have in common.</param>
sealed record FeedingFolder(IReadOnlyList<FeedingResult> Results, int Planned, FeedingSettings Settings)
{
    const string Title = "Feeding an encoder: generator, JPEG files, decoded store (paper, Figure 5)";
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes results.json, results.csv and index.html.</summary>
    public void Write(string folder)
    {
        var json = new
        {
            name = "figure5", title = Title, Settings, Results, finished = Results.Count, Planned,
        };
        AtomicFile.WriteText(Path.Combine(folder, ExperimentResults.JsonName), JsonSerializer.Serialize(json, Json) + "\n");
        AtomicFile.WriteText(Path.Combine(folder, ExperimentResults.CsvName), Csv());
        AtomicFile.WriteText(Path.Combine(folder, ExperimentResults.PageName), Page().Html);
    }

    string Csv()
    {
        var text = new StringBuilder("way,batch,seconds,waiting_share,joules,grams_co2\n");
        foreach (var result in Results)
        {
            text.Append(CultureInfo.InvariantCulture, $"\"{result.Way}\",{result.Batch},{result.Seconds:F2},{result.WaitingShare:F4},{result.Joules:F1},")
                .Append(CultureInfo.InvariantCulture, $"{result.GramsCo2:F4}\n");
        }
        return text.ToString();
    }

    Markup Page() => PageFrame.Of(
        Title, "Experiment",
        $"An epoch of {Settings.Images} images, the same encoder each time. Energy: {Settings.Energy}. Carbon: {Settings.GramsPerKilowattHour.ToString("G4", CultureInfo.InvariantCulture)} g of CO2 a kilowatt-hour.",
        Markup.Of($"<dl class=\"facts\"><div><dt>machine</dt><dd>{Settings.Machine}</dd></div><div><dt>finished</dt><dd>{Results.Count} of {Planned}</dd></div></dl>"),
        Markup.Of($"""
        <section><div class="scroll" tabindex="0" role="region" aria-label="Table of epochs"><table>
        <thead><tr><th scope="col">images from</th><th scope="col">batch</th><th scope="col">seconds</th><th scope="col">waiting</th><th scope="col">joules</th><th scope="col">g CO2</th></tr></thead>
        <tbody>
        {Markup.Join(Results.Select(r => Markup.Of(
            $"<tr><th scope=\"row\">{r.Way}</th><td>{r.Batch}</td><td>{r.Seconds:F1}</td><td>{100 * r.WaitingShare:F1} %</td><td>{r.Joules:F0}</td><td>{r.GramsCo2:F3}</td></tr>")))}
        </tbody></table></div></section>
        <section><h2>Seconds</h2>
        {(Results.Count == 0 ? Markup.Empty : Markup.Figure(EpochChart.Of(Results), $"Seconds of an epoch by batch size. {EpochChart.Key}"))}</section>
        """));
}
