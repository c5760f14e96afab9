using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Reports.Csv;
using Mlvgm.MLNet.Reports.Html;
using Mlvgm.MLNet.Reports.Json;

namespace Mlvgm.MLNet.Experiments.Results;

/// <summary>The three files of a folder of results: for programs, for spreadsheets, for people.</summary>
public static class ResultFolder
{
    /// <summary>The results for programs.</summary>
    public const string JsonName = "results.json";

    /// <summary>The results for spreadsheets.</summary>
    public const string CsvName = "results.csv";

    /// <summary>The results for people.</summary>
    public const string PageName = "index.html";

    /// <summary>Writes the files, each under its name once it is complete.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="results">The results.</param>
    /// <param name="data">What was found of the images on which they rest.</param>
    /// <param name="table">The results for spreadsheets.</param>
    /// <param name="page">The results for people.</param>
    internal static void Write<T, TData>(string folder, T results, TData data, CsvTable table, Markup page)
    {
        ReportJson.Write(Path.Combine(folder, JsonName), ReportJson.With(results, "data", data));
        table.Write(Path.Combine(folder, CsvName));
        AtomicFile.WriteText(Path.Combine(folder, PageName), page.Html);
    }
}
