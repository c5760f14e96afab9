using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2;

/// <summary>How a StyleGAN2 network is used: what decides its images besides weights and latents.</summary>
/// <example>See <c>examples/ApiTour/StyleGanImages.cs</c>.</example>
public sealed record StyleGan2Sampling
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>LSUN cars as the paper uses them: the centre 384x384, without black bars, at 128x128 (docs/method/stylegan2.md#the-papers-cars).</summary>
    public static StyleGan2Sampling Cars { get; } = new() { CropSize = 384, OutputSize = 128 };

    /// <summary>Truncation in w: w becomes average + psi · (w - average). 1, the paper's, leaves w as it is.</summary>
    public double TruncationPsi { get; init; } = 1;

    /// <summary>The levels, from the first on, that are truncated; all when null.</summary>
    public int? TruncationCutoff { get; init; }

    /// <summary>The noise in the synthesis layers.</summary>
    public StyleGan2Noise Noise { get; init; }

    /// <summary>The side of the centre square that is cut out of the network's image, in pixels; the whole image when null.</summary>
    public int? CropSize { get; init; }

    /// <summary>The side to which the square is resized, in pixels: bilinear, aligned corners, no antialiasing. Kept when null.</summary>
    public int? OutputSize { get; init; }

    /// <summary>Checks every range.</summary>
    /// <param name="configuration">The network.</param>
    /// <exception cref="ArgumentException">A value is outside its range; the message names it.</exception>
    public void Validate(StyleGan2Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        static void Require(bool condition, string message)
        {
            if (!condition) throw new ArgumentException($"StyleGAN2 sampling: {message}");
        }
        Require(double.IsFinite(TruncationPsi), $"the truncation psi is a number, not {TruncationPsi}.");
        Require(TruncationCutoff is null || (TruncationCutoff >= 0 && TruncationCutoff <= configuration.Levels),
            $"the truncation cutoff is 0 to {configuration.Levels} levels, not {TruncationCutoff}.");
        Require(Enum.IsDefined(Noise), $"there is no noise {Noise}.");
        Require(CropSize is null || (CropSize >= 1 && CropSize <= configuration.Resolution && (configuration.Resolution - CropSize) % 2 == 0),
            $"a square of {CropSize} pixels has no place in the centre of {configuration.Resolution}.");
        Require(OutputSize is null or (>= 1 and <= 4096), $"the output size is 1 to 4096 pixels, not {OutputSize}.");
    }

    /// <summary>The side of the images of a network of <paramref name="resolution"/>, after cropping and resizing.</summary>
    internal int ImageSize(int resolution) => OutputSize ?? CropSize ?? resolution;

    internal string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="InvalidDataException">The text is no valid sampling of that network; the message says why.</exception>
    internal static StyleGan2Sampling FromJson(string json, StyleGan2Configuration configuration)
    {
        try
        {
            var sampling = JsonSerializer.Deserialize<StyleGan2Sampling>(json, Json)
                ?? throw new InvalidDataException("The StyleGAN2 sampling is null.");
            sampling.Validate(configuration);
            return sampling;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"The StyleGAN2 sampling is not valid: {e.Message}", e);
        }
    }
}
