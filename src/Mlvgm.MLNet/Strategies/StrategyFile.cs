using System.Text.Json;
using System.Text.Json.Serialization;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Measurement.Strategies;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Strategies;

/// <summary>
/// A view strategy as JSON: <c>{ "name": "mine", "latents": { "z0": { "perturbation": "random", "standardDeviation": 0.2 }, "z1..z2": {
/// "perturbation": "resample" } } }</c>. Latents that are not named keep the anchor's value.
/// </summary>
/// <remarks>
/// A perturbation is <c>none</c>, <c>resample</c>, <c>random</c> (with <c>standardDeviation</c> and perhaps <c>truncation</c>, in units of it, 2
/// unless given) or <c>learned</c> (with <c>walker</c>, a file or a measurement's folder, relative to the JSON file). <c>independent</c> on
/// <c>random</c> and <c>resample</c> gives latents of one draw random numbers of their own.
/// </remarks>
public static class StrategyFile
{
    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    sealed record Contents(IReadOnlyDictionary<string, Part> Latents, string? Name = null);

    sealed record Part(
        string Perturbation, double? StandardDeviation = null, double? Truncation = null, string? Walker = null, bool Independent = false);

    /// <summary>Reads a strategy for a generator's latents.</summary>
    /// <param name="path">The JSON file.</param>
    /// <param name="layout">The latents of the generator that the views are for.</param>
    /// <exception cref="FileNotFoundException">There is no such file, or no walker that it names.</exception>
    /// <exception cref="InvalidDataException">The file is no strategy, or a walker's file is damaged; the message says why.</exception>
    /// <exception cref="ArgumentException">A latent is named that the generator lacks or twice, or a walker does not fit.</exception>
    public static ViewStrategy Read(string path, LatentLayout layout)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(layout);
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no strategy '{path}'.", path);
        try
        {
            var contents = JsonSerializer.Deserialize<Contents>(File.ReadAllBytes(path), Format)
                ?? throw new InvalidDataException($"'{path}' is no strategy: it is empty.");
            string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var parts = contents.Latents.Select(latent => (latent.Key, Of(latent.Key, latent.Value, folder, layout, path)));
            string name = contents.Name ?? Path.GetFileNameWithoutExtension(path);
            return FitCheck.Checked(ViewStrategy.PerLatent(name, [.. parts]), layout, $"'{path}'");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is no strategy: {e.Message}", e);
        }
    }

    static Perturbation Of(string target, Part part, string folder, LatentLayout layout, string path) => part switch
    {
        { Perturbation: "none", StandardDeviation: null, Truncation: null, Walker: null, Independent: false } => new NoPerturbation(),
        { Perturbation: "resample", StandardDeviation: null, Truncation: null, Walker: null } =>
            new ResamplePerturbation { Independent = part.Independent },
        { Perturbation: "random", StandardDeviation: { } deviation and >= 0, Truncation: null or > 0, Walker: null } =>
            new RandomPerturbation(new TruncatedNormal(0, deviation, part.Truncation ?? 2)) { Independent = part.Independent },
        { Perturbation: "learned", StandardDeviation: null, Truncation: null, Walker: { } walker, Independent: false } =>
            LearnedStrategy.For(Path.Combine(folder, walker), target, layout),
        _ => throw new InvalidDataException(
            $"'{path}': the perturbation of '{target}' is none of none, resample, random with a standardDeviation of 0 or more, and learned with " +
            $"a walker: {JsonSerializer.Serialize(part, Format)}."),
    };
}
