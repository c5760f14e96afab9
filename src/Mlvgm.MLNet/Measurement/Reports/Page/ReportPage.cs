using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Reports.Html;
using Mlvgm.MLNet.Reports.Text;
using Mlvgm.MLNet.Torch.Generators.Abstractions;

namespace Mlvgm.MLNet.Measurement.Reports.Page;

/// <summary><c>report.html</c>: one file with table, curves, distributions and pictures, which loads nothing from elsewhere.</summary>
static class ReportPage
{
    /// <summary>Writes the page.</summary>
    /// <exception cref="IOException">The file cannot be written; the old file is kept.</exception>
    public static void Write(string path, TorchGenerator generator, MeasurementResult result, MeasurementReport report)
    {
        var pictures = new LevelPictures(generator, report.Seed);
        var sections = result.Levels.Select(level => LevelSection.Of(level, generator.Layout.SpanOf(level.Name), report, pictures));
        var head = Markup.Of($"""
            {Facts(report)}
            <nav aria-label="Sections"><a href="#levels">Levels</a><a href="#effects">What each level changes</a><a href="#training">Training</a><a href="#reading">How to read it</a><a href="#settings">Settings</a></nav>
            """);
        var page = PageFrame.Of($"How much each latent of {report.Generator} matters", "Measurement of latents", Summary.Of(report), head, Markup.Of($"""
            <section id="levels"><h2>Levels</h2>
            {LevelTable.Of(report)}</section>
            <section id="effects"><h2>What each level changes</h2>
            {Effects(generator, result, report, pictures)}</section>
            <section id="training"><h2>Training, level by level</h2>
            {Markup.Join(sections)}</section>
            <section id="reading"><h2>How to read it</h2>
            {Explanation.Of(report)}</section>
            <section id="settings"><h2>Settings</h2>
            {SettingsTable.Of(report)}</section>
            """));
        AtomicFile.WriteText(path, page.Html);
    }

    static Markup Facts(MeasurementReport report) => HtmlTable.Facts(
    [
        ("γ", FormattableString.Invariant($"{report.GammaPaperScale:G3} on the paper's scale, {report.Gamma:F3} nats")),
        ("K", FormattableString.Invariant($"{report.Pairs} pairs")),
        ("τ", FormattableString.Invariant($"{report.Options.Temperature:G3}")),
        ("rates", FormattableString.Invariant($"{report.LearningRateRatio:G3} walker to encoder, for every level")),
        ("seed", FormattableString.Invariant($"{report.Seed}")),
        ("time", $"{Figures.Time(report.Seconds)} on {report.Device}"),
    ]);

    /// <summary>Every level moved by one distance, and every level drawn anew.</summary>
    static Markup Effects(TorchGenerator generator, MeasurementResult result, MeasurementReport report, LevelPictures pictures)
    {
        double distance = OneDistance(report);
        var levels = result.Levels.Select(level => (level.Name, Span: generator.Layout.SpanOf(level.Name), level.Training.Walker)).ToList();
        var moved = ImageStrip.Rows([("anchors", pictures.Anchors),
            .. levels.Select(level => (level.Name, pictures.MovedBy(level.Span, level.Walker, distance)))]);
        var drawn = ImageStrip.Rows([("anchors", pictures.Anchors), .. levels.Select(level => (level.Name, pictures.DrawnAnew(level.Span)))]);
        return Markup.Join(
        [
            Markup.Figure(moved, $"One level moved, the others kept: each by the same distance, {Figures.Short(distance)} in Z, in the direction of its " +
                "walker. The more a row differs from the anchors, the more that level decides."),
            Markup.Figure(drawn, "One level drawn anew, the others kept."),
        ]);
    }

    /// <summary>The median of μ in Z over the levels that reached γ, or over all where none did.</summary>
    static double OneDistance(MeasurementReport report)
    {
        double[] reached = [.. report.Levels.Where(level => !level.Degenerate).Select(level => level.MuZ).Order()];
        double[] distances = reached.Length > 0 ? reached : [.. report.Levels.Select(level => level.MuZ).Order()];
        return distances[distances.Length / 2];
    }
}
