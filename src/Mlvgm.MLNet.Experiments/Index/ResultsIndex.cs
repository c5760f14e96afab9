using System.Text.Json;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.Measurement.Reports;
using Mlvgm.MLNet.Reports.Html;

namespace Mlvgm.MLNet.Experiments.Index;

/// <summary>The results under a folder.</summary>
static class ResultsIndex
{
    /// <summary>A result.</summary>
    /// <param name="Page">Its page, relative to the folder.</param>
    /// <param name="Data">Its JSON, relative to the folder.</param>
    /// <param name="Title">What it is about.</param>
    /// <param name="Finished">How far it got; null where it does not say.</param>
    public sealed record Entry(string Page, string Data, string Title, string? Finished);

    /// <summary>The results, by their place; the folder's own page is not one.</summary>
    public static IReadOnlyList<Entry> Find(string root) =>
    [
        .. from page in Directory.EnumerateFiles(root, "*.html", SearchOption.AllDirectories)
           let name = Path.GetFileName(page)
           where name is ResultFolder.PageName or MeasurementFolder.PageName
           let data = Path.Combine(Path.GetDirectoryName(page)!, name == MeasurementFolder.PageName ? MeasurementFolder.ReportName : ResultFolder.JsonName)
           where File.Exists(data) && Path.GetDirectoryName(page) != root
           orderby page
           select Read(root, page, data),
    ];

    /// <summary>A page with a line for each.</summary>
    public static Markup Page(string folder, IReadOnlyList<Entry> entries) => PageFrame.Of(
        $"Results in {folder}", "Results", $"{entries.Count} results.", Markup.Empty, Markup.Of($"<section>{HtmlTable.Scrolling("Results", Table(entries))}</section>"));

    static Markup Table(IReadOnlyList<Entry> entries) => Markup.Of($"""
        <thead><tr><th scope="col">result</th><th scope="col">finished</th><th scope="col">data</th></tr></thead>
        <tbody>
        {Markup.Join(entries.Select(entry => Markup.Of(
            $"<tr><th scope=\"row\">{PageLink.To(entry.Page, entry.Title)}<small>{entry.Page}</small></th><td>{entry.Finished ?? "–"}</td><td>{PageLink.To(entry.Data, "JSON")}</td></tr>")))}
        </tbody>
        """);

    static Entry Read(string root, string page, string data)
    {
        string Relative(string path) => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(data));
            string? Text(string key) => json.RootElement.TryGetProperty(key, out var value) ? value.ToString() : null;
            string title = Text("title") ?? (Text("generator") is { } generator ? $"How much each latent of {generator} matters" : "Probes");
            return new Entry(Relative(page), Relative(data), title, Text("planned") is { } planned ? $"{Text("finished")} of {planned}" : null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"'{data}' holds no results: {e.Message}", e);
        }
    }
}
