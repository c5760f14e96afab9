using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mlvgm.MLNet.Views.Parameters;

/// <summary>Something that holds where its name is given as a word, or is true in JSON.</summary>
/// <param name="name">The word, and the key in JSON.</param>
/// <param name="text">What it means, in a few words.</param>
/// <example>See <c>examples/ApiTour/ShiftPerturbation.cs</c>.</example>
public sealed class FlagParameter(string name, string text) : Parameter<bool>(name, name, text)
{
    /// <inheritdoc/>
    public override string Range => "true or false";

    /// <inheritdoc/>
    public override string DefaultText => "false";

    internal override bool Fallback => false;

    internal override object Read(string word, string? folder) =>
        word.Equals(Name, StringComparison.OrdinalIgnoreCase) ? true : throw Wrong($"'{word}'");

    internal override object Read(JsonElement json, string? folder) => json.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? json.GetBoolean()
        : throw Wrong(json.GetRawText());

    internal override string Write(object value, string? folder) => Name;

    internal override JsonNode WriteJson(object value, string? folder) => JsonValue.Create((bool)value);

    internal override bool IsDefault(object value) => value is false;
}
