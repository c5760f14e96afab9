using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mlvgm.MLNet.IO;

/// <summary>
/// JSON that others may have written. The framework decodes names and texts when they are first asked for, and throws something else then; here all are decoded
/// at once.
/// </summary>
static class WholeJson
{
    static readonly JsonDocumentOptions Once = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a document.</summary>
    /// <exception cref="JsonException">It is no JSON, or a name or text in it is none.</exception>
    public static JsonDocument Parse(string text, JsonDocumentOptions options)
    {
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(text, options);
            Decode(document.RootElement);
            return document;
        }
        catch (InvalidOperationException e)
        {
            document?.Dispose();
            throw new JsonException($"A name or text in it is none: {e.Message}", e);
        }
    }

    /// <summary>Reads an object.</summary>
    /// <exception cref="JsonException">It is none, a name in it is given twice, or a name or text in it is none.</exception>
    public static JsonObject ParseObject(string text)
    {
        using var document = Parse(text, Once);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? JsonObject.Create(document.RootElement.Clone())!
            : throw new JsonException("It is no object.");
    }

    static void Decode(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) _ = value.GetString();
        else if (value.ValueKind == JsonValueKind.Array) foreach (var item in value.EnumerateArray()) Decode(item);
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in value.EnumerateObject())
            {
                _ = property.Name;
                Decode(property.Value);
            }
        }
    }
}
