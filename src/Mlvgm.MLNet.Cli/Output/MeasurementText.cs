using System.Globalization;
using System.Text.Json;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Measurement.Reports;
using Mlvgm.MLNet.WeightFiles.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Mlvgm.MLNet.Cli.Output;

/// <summary>Measurements on the terminal. Names come from files, so they are made fit to be shown.</summary>
static class MeasurementText
{
    /// <summary>What will be measured, in one line.</summary>
    public static string Levels(string generator, IReadOnlyList<LatentSpan> levels) =>
        FormattableString.Invariant($"{levels.Count} levels of {Printable.Of(generator)}: ") +
        string.Join(", ", levels.Select(level => FormattableString.Invariant($"{Printable.Of(level.Name)} ({level.Size} numbers)")));

    /// <summary>The options as resolved, a line each.</summary>
    public static IRenderable Plan(MeasurementOptions settings, IReadOnlyList<ulong> seeds)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        void Add(string name, string value) => grid.AddRow(new Text(name), new Text(value));
        foreach (var option in JsonSerializer.SerializeToElement(settings, JsonSerializerOptions.Web).EnumerateObject())
            if (option.Name is not ("seed" or "levels")) Add(option.Name, option.Value.ToString());
        Add("seeds", string.Join(", ", seeds));
        return grid;
    }

    /// <summary>A row for each level of each report.</summary>
    public static IRenderable Table(IReadOnlyList<MeasurementReport> reports)
    {
        var table = new Table { Border = TableBorder.Simple };
        string[] titles =
        [
            "seed", "level", "InfoNCE (paper's scale)", "mu", "sigma", "relative mu", "refit (nats)", "drawn anew (nats)", "iterations", "seconds",
        ];
        foreach (string title in titles) table.AddColumn(new TableColumn(title) { NoWrap = true });
        foreach (var report in reports)
            foreach (var level in report.Levels)
                table.AddRow(Cells(report, level));
        return table;
    }

    static string[] Cells(MeasurementReport report, LevelReport level) =>
    [
        report.Seed.ToString(CultureInfo.InvariantCulture),
        Markup.Escape(Printable.Of(level.Name) + (level.Degenerate ? level.Dipped ? " (degenerate)" : " (no dip)" : "")),
        Number(level.InfoNcePaperScale), Number(level.Mu), Number(level.Sigma), Number(level.RelativeMu),
        Number(level.RefitInfoNce), Number(level.ResampleInfoNce),
        level.Iterations.ToString(CultureInfo.InvariantCulture), level.Seconds.ToString("F1", CultureInfo.InvariantCulture),
    ];

    static string Number(double? value) => value?.ToString("F3", CultureInfo.InvariantCulture) ?? "-";
}
