using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mlvgm.MLNet.Identities;

/// <summary>JSON in one form: properties by name, no white space; equal values have equal texts, whatever order they were set in.</summary>
static class CanonicalJson
{
    static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="ArgumentException">A name in it is given twice, or a name or text in it is none.</exception>
    public static string Of(JsonNode? value)
    {
        using var buffer = new MemoryStream();
        using var writer = new Utf8JsonWriter(buffer, Form);
        try
        {
            Write(writer, value);
        }
        catch (InvalidOperationException e)
        {
            throw new ArgumentException($"A name or text in it is none: {e.Message}", nameof(value), e);
        }
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    static void Write(Utf8JsonWriter writer, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject properties:
                writer.WriteStartObject();
                foreach (var (name, property) in properties.OrderBy(property => property.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    Write(writer, property);
                }
                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items) Write(writer, item);
                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            // The text of a string depends on who wrote it; that of numbers and truth values does not.
            case JsonValue text when text.GetValueKind() == JsonValueKind.String:
                writer.WriteStringValue(text.GetValue<string>());
                break;
            default:
                writer.WriteRawValue(value.ToJsonString());
                break;
        }
    }
}
