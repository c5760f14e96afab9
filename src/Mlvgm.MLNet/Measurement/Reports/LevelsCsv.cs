using Mlvgm.MLNet.Reports.Csv;

namespace Mlvgm.MLNet.Measurement.Reports;

/// <summary>The levels of a measurement, a line each, under the keys of <c>report.json</c>.</summary>
static class LevelsCsv
{
    static readonly (string Name, Func<LevelReport, double?> Value)[] Columns =
    [
        ("infoNce", level => level.InfoNce), ("infoNcePaperScale", level => level.InfoNcePaperScale), ("mu", level => level.Mu),
        ("sigma", level => level.Sigma), ("muLow", level => level.MuCi95[0]), ("muHigh", level => level.MuCi95[1]),
        ("relativeMu", level => level.RelativeMu), ("refitInfoNce", level => level.RefitInfoNce),
        ("resampleInfoNce", level => level.ResampleInfoNce), ("iterations", level => level.Iterations), ("seconds", level => level.Seconds),
    ];

    /// <summary>Writes the file.</summary>
    public static void Write(string path, MeasurementReport report)
    {
        var table = new CsvTable(["name", "degenerate", .. Columns.Select(column => column.Name)]);
        foreach (var level in report.Levels)
        {
            table.Add(
            [
                CsvCell.Text(level.Name), CsvCell.Word(level.Degenerate ? "true" : "false"),
                .. Columns.Select(column => CsvCell.Number(column.Value(level), "G6")),
            ]);
        }
        table.Write(path);
    }
}
