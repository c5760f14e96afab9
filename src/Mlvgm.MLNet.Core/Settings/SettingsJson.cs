using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Settings;

/// <summary>Options as one flat JSON object: the names of choices, and every setting under its own name.</summary>
/// <example>See <c>examples/ApiTour/OwnSettings.cs</c>.</example>
public static class SettingsJson
{
    /// <summary>Every setting.</summary>
    public static JsonObject Of(ISettings options) => Write(options, withFree: true);

    /// <summary>The settings that decide a result: what two sessions of a run must have in common; files by the SHA-256 of what is in them.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static JsonObject Deciding(ISettings options) => Write(options, withFree: false);

    static JsonObject Write(ISettings options, bool withFree)
    {
        var json = new JsonObject();
        foreach (var (name, part) in SettingsOf.Parts(options))
        {
            if (part is IChoice choice && name.Length > 0) Add(json, JsonNamingPolicy.CamelCase.ConvertName(name), JsonValue.Create(choice.Name));
        }
        foreach (var (owner, setting) in SettingsOf.All(options))
        {
            if (!withFree && setting.IsFree) continue;
            bool byContent = !withFree && setting.IsFile;
            Add(json, setting.Name, byContent && setting.Of(owner) is string path ? FileHash.Sha256(path) : Value(setting.Of(owner)));
        }
        return json;
    }

    static void Add(JsonObject json, string name, JsonNode? value)
    {
        if (!json.TryAdd(name, value))
            throw new InvalidOperationException($"Two settings are called '{name}': the records of one set of options need different names.");
    }

    static JsonNode? Value(object? value) => value switch
    {
        null => null,
        bool truth => JsonValue.Create(truth),
        Enum word => JsonValue.Create(JsonNamingPolicy.CamelCase.ConvertName(word.ToString())),
        string text => JsonValue.Create(text),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Value)]),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        ulong number => JsonValue.Create(number),
        float number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        _ => throw new NotSupportedException($"A setting of type {value.GetType()} has no JSON form."),
    };
}
