using System.Text.Json.Nodes;

namespace Mlvgm.Benchmarks.Endurance;

/// <summary>Texts without what differs between two runs that were not interrupted: times, speeds, energy, and hashes over them.</summary>
static class TimelessText
{
    const string Metadata = "__metadata__";
    const string Values = "values";
    const string Hash = "sha256";

    const string Seconds = "seconds";

    /// <summary>
    /// Names of what is measured, beside those with seconds in them; what is <c>shown</c> of a training depends on the time that has gone by, and a machine on
    /// the cores that one may use.
    /// </summary>
    static readonly HashSet<string> Measured = new(StringComparer.OrdinalIgnoreCase)
    {
        "trainingHours", "imagesPerSecond", "generationShare", "waitingShare", "waiting_share", "joules", "gramsCo2", "grams_co2", "times", "shown", "machine",
    };

    /// <summary>A JSON text, or the header of a state.</summary>
    public static string Json(string text)
    {
        var node = JsonNode.Parse(text)!;
        // A cell's hash is over its times as well.
        if (node is JsonObject cell && cell.ContainsKey("value")) cell.Remove(Hash);
        if (node is JsonObject header && header[Metadata] is JsonObject metadata && metadata[Values] is { } values)
        {
            metadata.Remove(Hash);
            metadata[Values] = JsonNode.Parse(values.GetValue<string>());
        }
        Strip(node);
        return node.ToJsonString();
    }

    /// <summary>A CSV text with a header. Its columns of times come after all that may hold commas.</summary>
    public static string Csv(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] names = lines[0].Split(',');
        int[] fromTheEnd = [.. names.Reverse().Index().Where(column => IsMeasured(column.Item)).Select(column => column.Index)];
        return string.Join('\n', lines.Select(line => string.Join(
            ',', line.Split(',').Reverse().Index().Where(cell => !fromTheEnd.Contains(cell.Index)).Select(cell => cell.Item))));
    }

    static bool IsMeasured(string name) => Measured.Contains(name) || name.Contains(Seconds, StringComparison.OrdinalIgnoreCase);

    static void Strip(JsonNode? node)
    {
        if (node is JsonObject values)
        {
            foreach (string name in values.Select(pair => pair.Key).Where(IsMeasured).ToList()) values.Remove(name);
            foreach (var (_, value) in values) Strip(value);
        }
        else if (node is JsonArray array)
        {
            foreach (var value in array) Strip(value);
        }
    }
}
