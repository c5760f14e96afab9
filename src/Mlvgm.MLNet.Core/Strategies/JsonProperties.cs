using System.Text.Json;

namespace Mlvgm.MLNet.Strategies;

/// <summary>The properties of a JSON object, each of which must be there once.</summary>
static class JsonProperties
{
    /// <summary>By name, in any case.</summary>
    /// <exception cref="FormatException">It is no object, or a name is given twice.</exception>
    public static Dictionary<string, JsonElement> Of(JsonElement json) => Of(json, StringComparer.OrdinalIgnoreCase);

    /// <summary>By name, in the order of the file.</summary>
    /// <inheritdoc cref="Of(JsonElement)" path="/exception"/>
    public static Dictionary<string, JsonElement> Of(JsonElement json, StringComparer comparer)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new FormatException($"expected an object in braces, got {Shortened(json.GetRawText())}.");
        var properties = new Dictionary<string, JsonElement>(comparer);
        foreach (var property in json.EnumerateObject())
        {
            if (!properties.TryAdd(property.Name, property.Value))
                throw new FormatException($"'{property.Name}' is given twice among {string.Join(", ", properties.Keys)}.");
        }
        return properties;
    }

    static string Shortened(string json) => json.Length <= 40 ? json : $"{json[..40]}...";
}
