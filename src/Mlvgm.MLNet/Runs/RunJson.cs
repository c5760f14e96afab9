using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlvgm.MLNet.Runs;

/// <summary>How the files of a run directory are written: keys in camel case, enumerations as text.</summary>
static class RunJson
{
    /// <summary>On several lines, for people; public fields are written too.</summary>
    public static JsonSerializerOptions Indented { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        IncludeFields = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>On one line.</summary>
    public static JsonSerializerOptions Line { get; } = new(Indented)
    {
        WriteIndented = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
