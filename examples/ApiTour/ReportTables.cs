using Mlvgm.MLNet.Reports.Csv;
using Mlvgm.MLNet.Reports.Json;
using Mlvgm.MLNet.Reports.Markdown;

namespace ApiTour;

/// <summary>The same figures for spreadsheets, for people and for programs.</summary>
public static class ReportTables
{
    /// <summary>A row of the table.</summary>
    /// <param name="Encoder">The encoder's name.</param>
    /// <param name="Accuracy">Its accuracy, in [0, 1].</param>
    public sealed record Row(string Encoder, double Accuracy);

    /// <summary>Writes a CSV and a JSON file, and makes a Markdown table.</summary>
    /// <returns>The Markdown, the lines of the CSV file, and what the JSON file says.</returns>
    public static (string Markdown, string[] Csv, IReadOnlyList<Row> Json) Run(string folder, params IReadOnlyList<Row> rows)
    {
        var csv = new CsvTable("encoder", "accuracy");
        var markdown = new MarkdownTable(MarkdownColumn.Words("encoder"), MarkdownColumn.Numbers("accuracy"));
        foreach (var row in rows)
        {
            csv.Add(CsvCell.Text(row.Encoder), CsvCell.Number(row.Accuracy, "0.000"));
            markdown.Add(MarkdownText.Text(row.Encoder), MarkdownText.Of($"{row.Accuracy:p1}"));
        }
        string csvPath = Path.Combine(folder, "table.csv"), jsonPath = Path.Combine(folder, "table.json");
        csv.Write(csvPath);
        ReportJson.Write(jsonPath, rows);
        return (markdown.ToAlignedText(), File.ReadAllLines(csvPath), ReportJson.Parse<IReadOnlyList<Row>>(File.ReadAllText(jsonPath)));
    }
}
