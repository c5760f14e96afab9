using System.Text.Json;
using System.Text.Json.Nodes;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;
using Mlvgm.MLNet.Views.Parameters;

namespace Mlvgm.MLNet.Strategies;

/// <summary>The JSON form of one perturbation: an object with its word under <c>perturbation</c>, and its values by their names.</summary>
static class PerturbationJson
{
    /// <summary>Reads the perturbation of <paramref name="span"/>.</summary>
    /// <exception cref="FormatException">There is no such perturbation, or a value is missing, too many, twice or wrong.</exception>
    /// <exception cref="ArgumentException">The perturbation does not fit the latents.</exception>
    public static Perturbation Parse(JsonElement json, LatentSpan span, string? folder)
    {
        var properties = JsonProperties.Of(json);
        if (!properties.Remove(PerturbationKind.WordKey, out var word) || word.ValueKind != JsonValueKind.String)
        {
            throw new FormatException($"it lacks a word under '{PerturbationKind.WordKey}', one of " +
                $"{string.Join(", ", PerturbationRegistry.All.Names)}.");
        }
        if (!PerturbationRegistry.All.TryFind(word.GetString()!, out var kind)) throw new FormatException(PerturbationRegistry.All.Absent(word.GetString()!));
        var values = new ParameterValues();
        foreach (var (name, value) in properties)
        {
            if (kind.Find(name) is not { } parameter)
            {
                if (SaysNothing(name, value)) continue;
                throw new FormatException($"{kind.Word} has no '{name}'; it takes {Taken(kind)}.");
            }
            if (value.ValueKind != JsonValueKind.Null) values.Set(parameter, parameter.Read(value, folder));
        }
        return kind.Parameters.FirstOrDefault(parameter => parameter.IsRequired && values.Given(parameter) is null) is { } missing
            ? throw new FormatException($"{kind.Word} lacks '{missing.Name}', {missing.Text} ({missing.Range}).")
            : kind.Make(values, span);
    }

    /// <summary>The object that <see cref="Parse"/> reads; values that are defaults are left out.</summary>
    /// <exception cref="ArgumentException">Its class is not registered, or it has no file that could be named.</exception>
    public static JsonObject Write(Perturbation perturbation, string? folder)
    {
        var kind = PerturbationText.KindOf(perturbation);
        var values = kind.ValuesOf(perturbation);
        var json = new JsonObject { [PerturbationKind.WordKey] = kind.Word };
        foreach (var parameter in kind.Parameters)
            if (values.Given(parameter) is { } value) json[parameter.Name] = parameter.WriteJson(value, folder);
        return json;
    }

    static string Taken(PerturbationKind kind) =>
        kind.Parameters.Count == 0 ? "no values" : string.Join(", ", kind.Parameters.Select(parameter => parameter.Name));

    /// <summary>Whether programs may have written it for every perturbation: the name of a value that another takes, and null or false.</summary>
    static bool SaysNothing(string name, JsonElement value) =>
        value.ValueKind is JsonValueKind.Null or JsonValueKind.False && PerturbationRegistry.All.All.Any(kind => kind.Find(name) is not null);
}
