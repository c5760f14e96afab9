using Mlvgm.MLNet.Reports.Html;
using Mlvgm.MLNet.Reports.Text;

namespace Mlvgm.MLNet.Measurement.Reports.Page;

/// <summary>The paper's Table 1, with the columns that the paper lacks.</summary>
static class LevelTable
{
    /// <summary>The table.</summary>
    public static Markup Of(MeasurementReport report) => HtmlTable.Scrolling("Table of levels", Markup.Of($"""
        <caption>μ and σ are the mean and the standard deviation of the distance ‖T(z) − z‖ over {report.Options.MonteCarloSamples:N0} latents, ± half
        the 95 % interval of the mean; the interval is about sampling latents, not about training a walker again. Losses are InfoNCE in nats,
        of at most {report.Ceiling:F2}, unless the column says otherwise.</caption>
        <thead>
        <tr><th></th><th class="group" scope="colgroup" colspan="2">InfoNCE where the walker was taken</th>
        <th class="group" scope="colgroup" colspan="3">Distance in {Space(report)}</th>
        <th class="group" scope="colgroup" colspan="3">Beyond the paper, nats</th>
        <th class="group" scope="colgroup" colspan="2">Cost</th></tr>
        <tr><th scope="col">level</th><th scope="col">paper's scale</th><th scope="col">nats</th>
        <th scope="col">μ</th><th scope="col">σ</th><th scope="col">μ / two draws</th>
        <th scope="col">refit</th><th scope="col">information<small>at least</small></th><th scope="col">drawn anew</th>
        <th scope="col">iterations</th><th scope="col">time</th></tr>
        </thead>
        <tbody>
        {Markup.Join(report.Levels.Select(Row))}
        </tbody>
        """));

    static Markup Row(LevelReport level)
    {
        var flag = level.Degenerate ? Markup.Of($"<span class=\"flag\">{(level.Dipped ? "degenerate" : "no dip")}</span>") : Markup.Empty;
        string latents = level.Latents is [var only] && only == level.Name ? $"{level.Size} numbers" : $"{string.Join(", ", level.Latents)}: {level.Size} numbers";
        double half = (level.MuCi95[1] - level.MuCi95[0]) / 2;
        return Markup.Of($"""
            <tr><th scope="row">{level.Name}{flag}<small>{latents}</small></th>
            <td>{Figures.Hundredths(level.InfoNcePaperScale)}</td><td>{Figures.Hundredths(level.InfoNce)}</td>
            <td>{Figures.Short(level.Mu)}<small>± {Figures.Short(half)}</small></td><td>{Figures.Short(level.Sigma)}</td>
            <td>{Figures.Hundredths(level.RelativeMu)}<span class="bar"><i style="width:{Math.Clamp(100 * level.RelativeMu, 0, 100):F0}%"></i></span></td>
            <td>{Figures.Hundredths(level.RefitInfoNce)}</td><td>{Figures.Hundredths(level.InformationBound)}</td>
            <td>{Figures.Hundredths(level.ResampleInfoNce)}</td>
            <td>{level.Iterations}</td><td>{Figures.Time(level.Seconds)}</td></tr>
            """);
    }

    static string Space(MeasurementReport report) => Figures.List([.. report.Levels.Select(level => level.Space).Distinct()]);
}
