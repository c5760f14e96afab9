using System.Text.Json;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Measurement.Output;
using Mlvgm.MLNet.Reports.Html;

namespace Mlvgm.MLNet.Experiments.Index;

/// <summary>A page that leads to every result under a folder.</summary>
/// <example>See <c>examples/ApiTour/OwnExperiment.cs</c>.</example>
public static class ResultsIndex
{
    /// <summary>Writes <c>index.html</c> into a folder of results.</summary>
    /// <param name="folder">The folder; results lie in folders of it, of any depth.</param>
    /// <returns>The results, by their place.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">It holds no results.</exception>
    /// <exception cref="InvalidDataException">A file of results is damaged.</exception>
    public static IReadOnlyList<IndexEntry> Write(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var root = new DirectoryInfo(folder);
        if (!root.Exists) throw new DirectoryNotFoundException($"There is no folder '{root.FullName}'.");
        var entries = Find(root.FullName);
        if (entries.Count == 0) throw new FileNotFoundException($"'{root.FullName}' holds no results: evaluate something into it first.");
        AtomicFile.WriteText(Path.Combine(root.FullName, ResultFolder.PageName), Page(root.Name, entries).Html);
        return entries;
    }

    /// <summary>The results, by their place; the folder's own page is not one.</summary>
    static IReadOnlyList<IndexEntry> Find(string root) =>
    [
        .. from page in Directory.EnumerateFiles(root, "*.html", SearchOption.AllDirectories)
           let name = Path.GetFileName(page)
           let report = DataOf(name)
           where report is not null
           let data = Path.Combine(Path.GetDirectoryName(page)!, report)
           where File.Exists(data) && Path.GetDirectoryName(page) != root
           orderby page
           select Read(root, page, data),
    ];

    /// <summary>The name of the data behind a page of that name, which may be of a run that has not ended; null for other pages.</summary>
    static string? DataOf(string page) => page == MeasurementFolder.PageName ? MeasurementFolder.ReportName
        : new[] { true, false }.Where(isFinished => page == ResultFolder.NameOf(ResultFolder.PageName, isFinished))
            .Select(isFinished => ResultFolder.NameOf(ResultFolder.JsonName, isFinished)).FirstOrDefault();

    /// <summary>A page with a line for each.</summary>
    static Markup Page(string folder, IReadOnlyList<IndexEntry> entries) => PageFrame.Of(
        $"Results in {folder}", "Results", $"{entries.Count} results.", Markup.Empty, Markup.Of($"<section>{HtmlTable.Scrolling("Results", Table(entries))}</section>"));

    static Markup Table(IReadOnlyList<IndexEntry> entries) => Markup.Of($"""
        <thead><tr><th scope="col">result</th><th scope="col">finished</th><th scope="col">data</th></tr></thead>
        <tbody>
        {Markup.Join(entries.Select(entry => Markup.Of(
            $"<tr><th scope=\"row\">{PageLink.To(entry.Page, entry.Title)}<small>{entry.Page}</small></th><td>{entry.Finished ?? "–"}</td><td>{PageLink.To(entry.Data, "JSON")}</td></tr>")))}
        </tbody>
        """);

    static IndexEntry Read(string root, string page, string data)
    {
        string Relative(string path) => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(data));
            string? Text(string key) => json.RootElement.TryGetProperty(key, out var value) ? value.ToString() : null;
            string title = Text("title") ?? (Text("generator") is { } generator ? $"How much each latent of {generator} matters" : "Probes");
            return new IndexEntry(Relative(page), Relative(data), title, Text("planned") is { } planned ? $"{Text("finished")} of {planned}" : null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"'{data}' holds no results: {e.Message}", e);
        }
    }
}

/// <summary>A result.</summary>
/// <param name="Page">Its page, relative to the folder of all.</param>
/// <param name="Data">Its JSON, relative to the same.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Finished">How far it got; null where it does not say.</param>
/// <example>See <c>examples/ApiTour/OwnExperiment.cs</c>.</example>
public sealed record IndexEntry(string Page, string Data, string Title, string? Finished);
