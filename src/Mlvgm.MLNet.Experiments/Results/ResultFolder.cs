using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Reports.Csv;
using Mlvgm.MLNet.Reports.Html;
using Mlvgm.MLNet.Reports.Json;

namespace Mlvgm.MLNet.Experiments.Results;

/// <summary>
/// The three files of a folder of results: for programs, for spreadsheets, for people. Until all that was asked for is finished they have other names,
/// such as <c>results.partial.json</c>.
/// </summary>
/// <example>See <c>examples/ApiTour/OwnExperiment.cs</c>.</example>
public static class ResultFolder
{
    /// <summary>The results for programs.</summary>
    public const string JsonName = "results.json";

    /// <summary>The results for spreadsheets.</summary>
    public const string CsvName = "results.csv";

    /// <summary>The results for people.</summary>
    public const string PageName = "index.html";

    /// <summary>The name that one of these files has in a folder.</summary>
    /// <param name="name">The file's name once all is finished.</param>
    /// <param name="isFinished">Whether all is.</param>
    public static string NameOf(string name, bool isFinished) =>
        isFinished ? name : $"{Path.GetFileNameWithoutExtension(name)}.partial{Path.GetExtension(name)}";

    /// <summary>The three names, as messages list them.</summary>
    /// <param name="isFinished">Whether all that was asked for is finished.</param>
    public static string Names(bool isFinished) => string.Join(", ", new[] { PageName, JsonName, CsvName }.Select(name => NameOf(name, isFinished)));

    /// <summary>Writes the files, each under its name once it is complete. Those of the finished run take the place of the partial ones.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isFinished">Whether all that was asked for is finished.</param>
    /// <param name="results">The results.</param>
    /// <param name="data">What was found of the images on which they rest.</param>
    /// <param name="table">The results for spreadsheets.</param>
    /// <param name="page">The results for people.</param>
    internal static void Write<T, TData>(string folder, bool isFinished, T results, TData data, CsvTable table, Markup page)
    {
        UnfinishedFile.DeleteAbandonedIn(folder);
        string PathOf(string name) => Path.Combine(folder, NameOf(name, isFinished));
        ReportJson.Write(PathOf(JsonName), ReportJson.With(results, "data", data));
        table.Write(PathOf(CsvName));
        AtomicFile.WriteText(PathOf(PageName), page.Html);
        if (!isFinished) return;
        foreach (string name in new[] { JsonName, CsvName, PageName }) File.Delete(Path.Combine(folder, NameOf(name, isFinished: false)));
    }
}
