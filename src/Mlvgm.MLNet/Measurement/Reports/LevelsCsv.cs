using System.Globalization;
using System.Text;
using Mlvgm.MLNet.IO;

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
        var text = new StringBuilder("name,degenerate").AppendJoin("", Columns.Select(column => $",{column.Name}")).Append('\n');
        foreach (var level in report.Levels)
        {
            text.Append(CultureInfo.InvariantCulture, $"\"{level.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{(level.Degenerate ? "true" : "false")}")
                .AppendJoin("", Columns.Select(column => $",{column.Value(level)?.ToString("G6", CultureInfo.InvariantCulture)}")).Append('\n');
        }
        AtomicFile.WriteText(path, text.ToString());
    }
}
