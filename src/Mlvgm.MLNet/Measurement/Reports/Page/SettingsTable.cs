using System.Text.Json;
using Mlvgm.MLNet.Reports.Html;
using Mlvgm.MLNet.Reports.Text;

namespace Mlvgm.MLNet.Measurement.Reports.Page;

/// <summary>Everything that decided the result, and where the time went.</summary>
static class SettingsTable
{
    /// <summary>The section's tables.</summary>
    public static Markup Of(MeasurementReport report)
    {
        IEnumerable<(string, string)> options = JsonSerializer.SerializeToElement(report.Options, JsonSerializerOptions.Web).EnumerateObject()
            .Select(option => (option.Name, option.Value.ToString()));
        IEnumerable<(string, string)> versions = report.Versions.Select(version => ($"{version.Key} version", version.Value));
        return Markup.Of($"""
            <p>{report.Machine}. Computed on {report.Device} in {Figures.Time(report.Seconds)}, interruptions left out.</p>
            {Times(report)}
            <details><summary>Options as resolved, and versions</summary>
            <div class="scroll"><table class="settings"><tbody>
            {Markup.Join(options.Concat(versions).Select(Row))}
            </tbody></table></div></details>
            """);
    }

    static Markup Row((string Name, string Value) setting) =>
        Markup.Of($"<tr><th scope=\"row\">{setting.Name}</th><td>{setting.Value}</td></tr>");

    static Markup Times(MeasurementReport report)
    {
        string[] parts = [.. report.Levels[0].SecondsByPart.Keys];
        var heads = parts.Select(part => Markup.Of($"<th scope=\"col\">{Spaced(part)}</th>"));
        var rows = report.Levels.Select(level => Markup.Of(
            $"<tr><th scope=\"row\">{level.Name}</th>{Markup.Join(parts.Select(part => Markup.Of($"<td>{Figures.Time(level.SecondsByPart[part])}</td>")))}</tr>"));
        return Markup.Of($"""
            <div class="scroll"><table>
            <caption>Where the time went. Generator, encoder and adversary are training: making images and the way back through the generator, the
            encoder's step, and the second pass through the encoder that gives the walker its gradient.</caption>
            <thead><tr><th scope="col">level</th>{Markup.Join(heads)}</tr></thead>
            <tbody>{Markup.Join(rows)}</tbody>
            </table></div>
            """);
    }

    static string Spaced(string camelCase) => string.Concat(camelCase.Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));
}
