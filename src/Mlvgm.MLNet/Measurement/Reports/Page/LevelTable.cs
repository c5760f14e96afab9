using System.Text;

namespace Mlvgm.MLNet.Measurement.Reports.Page;

/// <summary>The paper's Table 1, with the columns that the paper lacks.</summary>
static class LevelTable
{
    static readonly (string Title, string Explanation)[] Columns =
    [
        ("level", "The latent, group or range that was perturbed."),
        ("InfoNCE, paper's scale", "Where the walker was taken, as the paper's Table 1 prints it."),
        ("InfoNCE, nats", "The same on the true scale."),
        ("μ", "The mean distance by which the walker moves a latent."),
        ("σ", "The standard deviation of that distance."),
        ("95 % of μ", "The interval of μ by Monte Carlo sampling."),
        ("μ relative", "μ over the mean distance between two draws of the latent."),
        ("refit, nats", "Held-out loss after the encoder was trained further at the frozen walker."),
        ("resample, nats", "Held-out loss when the level is drawn anew, without a walker."),
        ("iterations", "Iterations of walker and encoder."),
        ("seconds", "Computing time of the level."),
    ];

    public static string Of(MeasurementReport report)
    {
        var html = new StringBuilder("<div class=\"scroll\"><table><thead><tr>");
        foreach (var (title, explanation) in Columns)
            html.Append($"<th scope=\"col\" title=\"{Html.Text(explanation)}\">{Html.Text(title)}</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var level in report.Levels) html.Append(Row(level));
        return html.Append("</tbody></table></div>").ToString();
    }

    static string Row(LevelReport level)
    {
        string[] cells =
        [
            Html.Number(level.InfoNcePaperScale), Html.Number(level.InfoNce), Html.Number(level.Mu), Html.Number(level.Sigma),
            $"{Html.Number(level.MuCi95[0])} to {Html.Number(level.MuCi95[1])}", Html.Number(level.RelativeMu),
            Html.Number(level.RefitInfoNce ?? double.NaN), Html.Number(level.ResampleInfoNce ?? double.NaN),
            level.Iterations.ToString(System.Globalization.CultureInfo.InvariantCulture), Html.Number(level.Seconds),
        ];
        string note = level.Degenerate ? " <span class=\"flag\">degenerate</span>" : "";
        return $"<tr><th scope=\"row\">{Html.Text(level.Name)}{note}</th>{string.Concat(cells.Select(cell => $"<td>{cell}</td>"))}</tr>";
    }
}
