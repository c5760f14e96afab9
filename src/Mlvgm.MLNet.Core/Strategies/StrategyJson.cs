using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Strategies;

/// <summary>
/// A view strategy as JSON: <c>{ "name": "mine", "latents": { "z0": { "perturbation": "random", "standardDeviation": 0.2 }, "z1..z2": {
/// "perturbation": "resample" } } }</c>. Latents that are not named keep the anchor's value.
/// </summary>
/// <remarks>
/// Under <c>latents</c> stand latents, groups and ranges, and under each a perturbation: its word in <see cref="PerturbationRegistry"/>, and its
/// values by the names of its parameters. Comments and trailing commas are allowed.
/// </remarks>
/// <example>See <c>examples/ApiTour/StrategyLanguage.cs</c>.</example>
public static class StrategyJson
{
    const string NameKey = "name";
    const string LatentsKey = "latents";

    static readonly JsonDocumentOptions Reading = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    static readonly JsonSerializerOptions Writing = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a strategy for a generator's latents.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="layout">The latents of the generator that the views are for.</param>
    /// <param name="folder">Where relative paths begin; the working directory when null.</param>
    /// <exception cref="InvalidDataException">It is no strategy; the message says why.</exception>
    /// <exception cref="FileNotFoundException">A file that it names is not there.</exception>
    /// <exception cref="IOException">A file that it names cannot be read.</exception>
    /// <exception cref="ArgumentException">A latent is named that the generator lacks or twice, or a perturbation does not fit.</exception>
    public static ViewStrategy Parse(string json, LatentLayout layout, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(layout);
        return Read(json, layout, folder, "The JSON", "strategy");
    }

    /// <summary>The same, with what messages call the JSON, and the name of a strategy that has none.</summary>
    internal static ViewStrategy Read(string json, LatentLayout layout, string? folder, string origin, string unnamed)
    {
        try
        {
            using var document = WholeJson.Parse(json, Reading);
            var properties = JsonProperties.Of(document.RootElement);
            string name = properties.Remove(NameKey, out var named) && named.ValueKind != JsonValueKind.Null ? NameOf(named) : unnamed;
            if (!properties.Remove(LatentsKey, out var latents)) throw new FormatException($"it lacks '{LatentsKey}'.");
            if (properties.Count > 0) throw new FormatException($"'{properties.Keys.First()}' is none of {NameKey}, {LatentsKey}.");
            var parts = from latent in JsonProperties.Of(latents, StringComparer.Ordinal)
                        select (latent.Key, Part(latent.Key, latent.Value, layout, folder, origin));
            return StrategyFit.Check(ViewStrategy.PerLatent(name, [.. parts]), layout, origin);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new InvalidDataException($"{origin} is no strategy: {e.Message}", e);
        }
    }

    /// <summary>The JSON that <see cref="Parse"/> reads.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <param name="folder">Where relative paths begin; the working directory when null.</param>
    /// <exception cref="ArgumentException">
    /// The class of a perturbation is not registered, a perturbation has no file that could be named, or a target occurs twice.
    /// </exception>
    public static string Write(ViewStrategy strategy, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        var latents = new JsonObject();
        foreach (var (target, perturbation) in strategy.Parts)
        {
            if (!latents.TryAdd(target, PerturbationJson.Write(perturbation, folder)))
                throw new ArgumentException($"Strategy '{strategy.Name}' perturbs '{target}' twice.", nameof(strategy));
        }
        return new JsonObject { [NameKey] = strategy.Name, [LatentsKey] = latents }.ToJsonString(Writing);
    }

    static Perturbation Part(string target, JsonElement json, LatentLayout layout, string? folder, string origin)
    {
        var span = StrategyFit.SpanOf(target, layout, origin);
        try
        {
            return PerturbationJson.Parse(json, span, folder);
        }
        catch (FormatException e)
        {
            throw new FormatException($"the perturbation of '{target}': {e.Message}", e);
        }
    }

    static string NameOf(JsonElement json) => json.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(json.GetString())
        ? json.GetString()!
        : throw new FormatException($"'{NameKey}' is {json.GetRawText()}; it must be a text.");
}
