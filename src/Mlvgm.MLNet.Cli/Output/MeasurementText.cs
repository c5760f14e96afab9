using System.Globalization;
using Mlvgm.MLNet.Measurement.Reports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Mlvgm.MLNet.Cli.Output;

/// <summary>Measurements on the terminal.</summary>
static class MeasurementText
{
    /// <summary>A row for each level of each report.</summary>
    public static IRenderable Table(IReadOnlyList<MeasurementReport> reports)
    {
        var table = new Table { Border = TableBorder.Simple };
        string[] titles = ["seed", "level", "InfoNCE (paper's scale)", "mu", "sigma", "relative mu", "refit", "resample", "iterations", "seconds"];
        foreach (string title in titles) table.AddColumn(new TableColumn(title) { NoWrap = true });
        foreach (var report in reports)
            foreach (var level in report.Levels)
                table.AddRow(Cells(report, level));
        return table;
    }

    static string[] Cells(MeasurementReport report, LevelReport level) =>
    [
        report.Options.Seed.ToString(CultureInfo.InvariantCulture),
        Markup.Escape(level.Degenerate ? $"{level.Name} (degenerate)" : level.Name),
        Number(level.InfoNcePaperScale), Number(level.Mu), Number(level.Sigma), Number(level.RelativeMu),
        Number(level.RefitInfoNce), Number(level.ResampleInfoNce),
        level.Iterations.ToString(CultureInfo.InvariantCulture), level.Seconds.ToString("F1", CultureInfo.InvariantCulture),
    ];

    static string Number(double? value) => value?.ToString("F3", CultureInfo.InvariantCulture) ?? "-";
}
