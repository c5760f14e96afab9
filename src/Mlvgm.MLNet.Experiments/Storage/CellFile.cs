using System.Text.Json;
using System.Text.Json.Serialization;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Experiments.Storage;

/// <summary>Keeps what took long to compute, a JSON file each.</summary>
static class CellFile
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Converters = { new JsonStringEnumConverter() }, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>What was kept; null where there is no file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static T? Find<T>(string path) where T : class
    {
        if (!File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), Json) ?? throw new JsonException("It is empty.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"'{path}' is damaged: {e.Message} Delete it to compute it again.", e);
        }
    }

    /// <summary>Keeps a value.</summary>
    public static void Write<T>(string path, T value) => AtomicFile.WriteText(path, ToText(value) + "\n");

    /// <summary>The text under which a value is kept: equal values have equal texts.</summary>
    public static string ToText<T>(T value) => JsonSerializer.Serialize(value, Json);
}
