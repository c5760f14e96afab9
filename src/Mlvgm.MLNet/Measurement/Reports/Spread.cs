using System.Globalization;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Reports.Markdown;

namespace Mlvgm.MLNet.Measurement.Reports;

/// <summary>Measurements of one generator with different seeds, level by level: mean and standard deviation over the seeds.</summary>
/// <example>See <c>examples/ApiTour/Measuring.cs</c>.</example>
public sealed class Spread
{
    /// <summary>The Markdown file that <see cref="Write"/> makes.</summary>
    public const string FileName = "spread.md";

    static readonly (string Title, Func<LevelReport, double?> Value)[] Columns =
    [
        ("InfoNCE, paper's scale", level => level.InfoNcePaperScale),
        ("μ", level => level.Mu),
        ("σ", level => level.Sigma),
        ("μ relative", level => level.RelativeMu),
        ("refit, nats", level => level.RefitInfoNce),
        ("resample, nats", level => level.ResampleInfoNce),
        ("iterations", level => level.Iterations),
        ("seconds", level => level.Seconds),
    ];

    readonly IReadOnlyList<MeasurementReport> _reports;

    Spread(IReadOnlyList<MeasurementReport> reports) => _reports = reports;

    /// <summary>Gathers reports.</summary>
    /// <exception cref="ArgumentException">There are fewer than two, or they differ in generator, levels or anything but the seed.</exception>
    public static Spread Of(IReadOnlyList<MeasurementReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        if (reports.Count < 2) throw new ArgumentException("A spread needs at least two measurements.", nameof(reports));
        if (reports.Select(Identity).Distinct().Count() > 1)
            throw new ArgumentException("The measurements differ in more than the seed, so their numbers must not be put together.", nameof(reports));
        return new Spread(reports);
    }

    /// <summary>The table in Markdown: mean and, in brackets, standard deviation over the seeds, and how many seeds found the level degenerate.</summary>
    public string ToMarkdown()
    {
        var table = new MarkdownTable(
            [MarkdownColumn.Words("level"), .. Columns.Select(column => MarkdownColumn.Numbers(column.Title)), MarkdownColumn.Numbers("degenerate")]);
        for (int i = 0; i < _reports[0].Levels.Count; i++)
        {
            LevelReport[] levels = [.. _reports.Select(report => report.Levels[i])];
            table.Add(
            [
                MarkdownText.Text(levels[0].Name), .. Columns.Select(column => MarkdownText.Text(Cell([.. levels.Select(column.Value)]))),
                MarkdownText.Of($"{levels.Count(level => level.Degenerate)} of {levels.Length}"),
            ]);
        }
        return table.ToString();
    }

    /// <summary>Writes the table to <see cref="FileName"/> in <paramref name="folder"/>.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string folder) => AtomicFile.WriteText(Path.Combine(folder, FileName), ToMarkdown());

    static string Cell(double?[] values)
    {
        if (values.Any(value => value is null)) return "–";
        double mean = values.Average()!.Value;
        double deviation = Math.Sqrt(values.Sum(value => (value!.Value - mean) * (value.Value - mean)) / (values.Length - 1));
        return $"{Format(mean, mean)} (sd {Format(deviation, mean)})";
    }

    static string Format(double value, double scale) => value.ToString(Math.Abs(scale) < 100 ? "F3" : "F0", CultureInfo.InvariantCulture);

    static (string, MeasurementOptions, string) Identity(MeasurementReport report) => (
        report.Generator,
        report.Options with { Seed = 0, Levels = [], Device = "", Progress = null },
        string.Join(',', report.Levels.Select(level => level.Name)));
}
