using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlvgm.MLNet.Latents;

/// <summary>A layout as text in a model file: the priors, draws and groups, which the names and shapes of a graph's inputs do not tell.</summary>
static class LatentLayoutMetadata
{
    /// <summary>The key of the text in a model file's metadata.</summary>
    public const string Key = "mlvgm.latents";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    sealed record LatentEntry(string Name, string Draw, double Mean, double StandardDeviation, double? Truncation = null);

    sealed record LayoutEntry(IReadOnlyList<LatentEntry> Latents, IReadOnlyList<LatentGroup> Groups);

    /// <summary>The text of <paramref name="layout"/>.</summary>
    public static string Write(LatentLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return JsonSerializer.Serialize(new LayoutEntry(
            [.. layout.Latents.Select(latent => new LatentEntry(latent.Name, latent.Draw, latent.Prior.Mean, latent.Prior.StandardDeviation,
                double.IsFinite(latent.Prior.Truncation) ? latent.Prior.Truncation : null))],
            layout.Groups), Json);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <param name="inputs">The inputs of the graph that it describes: their names and shapes, in order.</param>
    /// <exception cref="InvalidDataException">The text is not valid, or describes other inputs; the message says why.</exception>
    public static LatentLayout Read(string text, IReadOnlyList<LatentSpecification> inputs)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(inputs);
        try
        {
            var layout = JsonSerializer.Deserialize<LayoutEntry>(text, Json) ?? throw new JsonException("it is null");
            if (!layout.Latents.Select(latent => latent.Name).SequenceEqual(inputs.Select(input => input.Name)))
                throw new InvalidDataException($"The latents that '{Key}' describes are {string.Join(", ", layout.Latents.Select(latent => latent.Name))}; " +
                    $"the inputs are {string.Join(", ", inputs.Select(input => input.Name))}.");
            return new LatentLayout(
                [.. layout.Latents.Zip(inputs, (latent, input) => new LatentSpecification(latent.Name, input.Shape,
                    new TruncatedNormal(latent.Mean, latent.StandardDeviation, latent.Truncation ?? double.PositiveInfinity), latent.Draw))],
                layout.Groups);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NullReferenceException)
        {
            throw new InvalidDataException($"The description of latents under '{Key}' is not valid: {e.Message}", e);
        }
    }
}
