using System.Text.Json.Nodes;

namespace Mlvgm.MLNet.Identities;

/// <summary>A value in which two identities differ.</summary>
/// <param name="Name">Where it stands, such as <c>images.labels</c>.</param>
/// <param name="Before">The value of the first, as JSON; null where it has none.</param>
/// <param name="Now">The value of the second, as JSON; null where it has none.</param>
/// <example>See <c>examples/ApiTour/WhatItWasComputedFrom.cs</c>.</example>
public sealed record IdentityDifference(string Name, string? Before, string? Now)
{
    const int HashLength = 64;
    const int ShownHash = 12;
    const int LongestShown = 120;

    /// <summary>Both values in words; hashes and long values are cut.</summary>
    public override string ToString() => $"{Name} = {Shown(Before)}, now it is {Shown(Now)}";

    internal static IEnumerable<IdentityDifference> Between(string path, JsonNode? before, JsonNode? now)
    {
        if (before is JsonObject first && now is JsonObject second)
        {
            return first.Select(part => part.Key).Union(second.Select(part => part.Key))
                .SelectMany(name => Between(path.Length == 0 ? name : $"{path}.{name}", first[name], second[name]));
        }
        string? beforeText = before is null ? null : CanonicalJson.Of(before), nowText = now is null ? null : CanonicalJson.Of(now);
        return beforeText == nowText ? [] : [new IdentityDifference(path, beforeText, nowText)];
    }

    static string Shown(string? json)
    {
        if (json is null) return "none";
        string text = json.Trim('"');
        if (text.Length == HashLength && text.All(char.IsAsciiHexDigit)) return text[..ShownHash] + "…";
        return json.Length <= LongestShown ? json : json[..LongestShown] + "…";
    }
}
