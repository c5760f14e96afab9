using System.Text.Json;
using System.Text.Json.Serialization;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Torch.Generators.TorchScript;

/// <summary>What a TorchScript file does not tell of itself: the JSON file beside it, of the same name with the ending .json.</summary>
sealed record TorchScriptDescription
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>A latent: an argument of the script's <c>forward</c>.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Shape">The shape of one sample, without the batch.</param>
    /// <param name="Prior">The distribution of its numbers; N(0, 1) when left out.</param>
    /// <param name="Draw">The draw that it shares with others; one of its own when left out.</param>
    public sealed record Latent(string Name, IReadOnlyList<int> Shape, Normal? Prior = null, string? Draw = null);

    /// <summary>A normal distribution.</summary>
    /// <param name="Mean">The centre.</param>
    /// <param name="StandardDeviation">Before truncation.</param>
    /// <param name="Truncation">In standard deviations; none when left out.</param>
    public sealed record Normal(double Mean = 0, double StandardDeviation = 1, double? Truncation = null);

    /// <summary>Latents that are perturbed together.</summary>
    /// <param name="Name">The group's name.</param>
    /// <param name="Latents">The names of its latents.</param>
    public sealed record Group(string Name, IReadOnlyList<string> Latents);

    /// <summary>The latents, in the order of the script's arguments.</summary>
    public required IReadOnlyList<Latent> Latents { get; init; }

    /// <summary>The groups; may be left out.</summary>
    public IReadOnlyList<Group> Groups { get; init; } = [];

    /// <summary>[channels, height, width] of the images.</summary>
    public required IReadOnlyList<int> ImageShape { get; init; }

    /// <summary>The values of black and white in what the script returns; [0, 1] when left out.</summary>
    public IReadOnlyList<double> OutputRange { get; init; } = [0, 1];

    /// <summary>Where the description of a script is.</summary>
    public static string PathOf(string scriptPath) => Path.ChangeExtension(scriptPath, ".json");

    /// <summary>Reads the description of the script at <paramref name="scriptPath"/>.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is not valid; the message says why.</exception>
    public static (LatentLayout Layout, ImageShape ImageShape, double Black, double White) Read(string scriptPath)
    {
        string path = PathOf(scriptPath);
        if (!File.Exists(path))
            throw new FileNotFoundException(
                $"'{scriptPath}' needs a description of its latents, which is looked for in '{path}' (docs/generators/torchscript.md).", path);
        try
        {
            var description = JsonSerializer.Deserialize<TorchScriptDescription>(File.ReadAllBytes(path), Json)
                ?? throw new JsonException("it is null.");
            return description.Check();
        }
        catch (Exception e) when (e is JsonException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"'{path}' does not describe a generator: {e.Message}", e);
        }
    }

    (LatentLayout, ImageShape, double, double) Check()
    {
        if (ImageShape is not [1 or 3, > 0 and <= 65536, > 0 and <= 65536])
            throw new ArgumentException($"the image shape [{string.Join(", ", ImageShape)}] is not of 1 or 3 channels, height and width.");
        if (OutputRange is not [var black, var white] || !double.IsFinite(black) || !double.IsFinite(white) || !(black < white))
            throw new ArgumentException($"the output range [{string.Join(", ", OutputRange)}] is not of two rising numbers.");
        var layout = new LatentLayout(
            [.. Latents.Select(latent => new LatentSpecification(latent.Name, latent.Shape, Prior(latent.Prior), latent.Draw))],
            [.. Groups.Select(group => new LatentGroup(group.Name, group.Latents))]);
        return (layout, new ImageShape(ImageShape[0], ImageShape[1], ImageShape[2]), black, white);
    }

    static TruncatedNormal? Prior(Normal? prior) =>
        prior is null ? null : new TruncatedNormal(prior.Mean, prior.StandardDeviation, prior.Truncation ?? double.PositiveInfinity);
}
