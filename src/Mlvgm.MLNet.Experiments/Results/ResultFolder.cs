using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Reports.Csv;
using Mlvgm.MLNet.Reports.Html;
using Mlvgm.MLNet.Reports.Json;

namespace Mlvgm.MLNet.Experiments.Results;

/// <summary>The three files of a folder of results: for programs, for spreadsheets, for people.</summary>
/// <example>See <c>examples/ApiTour/OwnExperiment.cs</c>.</example>
public static class ResultFolder
{
    /// <summary>The results for programs.</summary>
    public const string JsonName = "results.json";

    /// <summary>The results for spreadsheets.</summary>
    public const string CsvName = "results.csv";

    /// <summary>The results for people.</summary>
    public const string PageName = "index.html";

    /// <summary>Writes the files, each under its name once it is complete.</summary>
    internal static void Write<T>(string folder, T results, CsvTable table, Markup page)
    {
        ReportJson.Write(Path.Combine(folder, JsonName), results);
        table.Write(Path.Combine(folder, CsvName));
        AtomicFile.WriteText(Path.Combine(folder, PageName), page.Html);
    }
}
