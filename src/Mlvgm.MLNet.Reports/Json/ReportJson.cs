using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Reports.Json;

/// <summary>Results as JSON files: keys in camel case, enumerations by name, a line for each value.</summary>
public static class ReportJson
{
    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Writes a value; the file appears once it is complete.</summary>
    /// <exception cref="IOException">The file cannot be written; the old file is kept.</exception>
    public static void Write<T>(string path, T value) => AtomicFile.WriteText(path, ToText(value) + "\n");

    /// <summary>The value as it stands in a file.</summary>
    public static string ToText<T>(T value) => JsonSerializer.Serialize(value, Format);

    /// <summary>A value as a JSON object, with another beside its properties.</summary>
    /// <typeparam name="T">The value's type, which is written as an object.</typeparam>
    /// <typeparam name="TOther">The other value's type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="name">The other value's key.</param>
    /// <param name="other">The other value.</param>
    public static JsonObject With<T, TOther>(T value, string name, TOther other)
    {
        var json = JsonSerializer.SerializeToNode(value, Format)!.AsObject();
        json[name] = JsonSerializer.SerializeToNode(other, Format);
        return json;
    }

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else; the message says what.</exception>
    public static T Parse<T>(string text) => JsonSerializer.Deserialize<T>(text, Format) ?? throw new JsonException("It is empty.");
}
