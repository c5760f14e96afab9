using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2;

/// <summary>The architecture of a StyleGAN2 generator (docs/method/stylegan2.md).</summary>
/// <example>See <c>examples/ApiTour/StyleGanImages.cs</c>.</example>
public sealed record StyleGan2Configuration
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        IgnoreReadOnlyProperties = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The side of the network's images, in pixels: a power of two from 8 to 1024.</summary>
    public int Resolution { get; init; } = 512;

    /// <summary>The channels of the images; 1 to 4.</summary>
    public int ImageChannels { get; init; } = 3;

    /// <summary>Numbers in z, the mapping network's input.</summary>
    public int ZDimension { get; init; } = 512;

    /// <summary>Numbers in w, the mapping network's output.</summary>
    public int WDimension { get; init; } = 512;

    /// <summary>Layers of the mapping network; at least 1.</summary>
    public int MappingLayers { get; init; } = 8;

    /// <summary>Numbers between two layers of the mapping network; <see cref="WDimension"/> when null.</summary>
    public int? MappingWidth { get; init; }

    /// <summary>The factor of the mapping network's stored weights and biases, its learning-rate multiplier; positive.</summary>
    public double MappingMultiplier { get; init; } = 0.01;

    /// <summary>Channels times side that no block exceeds.</summary>
    public int ChannelBase { get; init; } = 32768;

    /// <summary>The most channels of any block.</summary>
    public int ChannelMaximum { get; init; } = 512;

    /// <summary>The bound on the features of every synthesis layer; none when null. Positive.</summary>
    public double? ConvolutionClamp { get; init; }

    /// <summary>Levels, each of which takes a w of its own: 16 for 512 pixels.</summary>
    public int Levels => 2 * BitOperations.Log2((uint)Resolution) - 2;

    /// <summary>The sides of the blocks, from 4 to <see cref="Resolution"/>.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> BlockResolutions => [.. Enumerable.Range(2, BitOperations.Log2((uint)Resolution) - 1).Select(log => 1 << log)];

    /// <summary>Channels of the block whose side is <paramref name="resolution"/>.</summary>
    public int ChannelsAt(int resolution) => Math.Min(ChannelBase / resolution, ChannelMaximum);

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A value is outside its range; the message names it.</exception>
    public void Validate()
    {
        static void Require(bool condition, string message)
        {
            if (!condition) throw new ArgumentException($"StyleGAN2 configuration: {message}");
        }
        Require(Resolution is >= 8 and <= 1024 && BitOperations.IsPow2(Resolution),
            $"the resolution is a power of two from 8 to 1024, not {Resolution}.");
        Require(ImageChannels is >= 1 and <= 4, $"images have 1 to 4 channels, not {ImageChannels}.");
        Require(ZDimension is >= 1 and <= 65536, $"z has 1 to 65536 numbers, not {ZDimension}.");
        Require(WDimension is >= 1 and <= 65536, $"w has 1 to 65536 numbers, not {WDimension}.");
        Require(MappingLayers is >= 1 and <= 64, $"the mapping network has 1 to 64 layers, not {MappingLayers}.");
        Require(MappingWidth is null or (>= 1 and <= 65536), $"the mapping network is 1 to 65536 wide, not {MappingWidth}.");
        Require(double.IsFinite(MappingMultiplier) && MappingMultiplier > 0, $"the mapping multiplier is positive, not {MappingMultiplier}.");
        Require(ChannelMaximum is >= 1 and <= 8192, $"blocks have 1 to 8192 channels, not {ChannelMaximum}.");
        Require(ChannelBase >= Resolution, $"a channel base of {ChannelBase} leaves no channel at {Resolution} pixels.");
        Require(ConvolutionClamp is null || (double.IsFinite(ConvolutionClamp.Value) && ConvolutionClamp > 0),
            $"the convolution clamp is positive, not {ConvolutionClamp}.");
    }

    /// <summary>The configuration as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The text is no valid configuration; the message says why.</exception>
    public static StyleGan2Configuration FromJson(string json)
    {
        try
        {
            var configuration = JsonSerializer.Deserialize<StyleGan2Configuration>(json, Json)
                ?? throw new InvalidDataException("The StyleGAN2 configuration is null.");
            configuration.Validate();
            return configuration;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"The StyleGAN2 configuration is not valid: {e.Message}", e);
        }
    }
}
