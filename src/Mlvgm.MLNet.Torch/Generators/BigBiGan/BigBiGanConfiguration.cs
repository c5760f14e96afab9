using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlvgm.MLNet.Torch.Generators.BigBiGan;

/// <summary>The architecture of a BigBiGAN generator (docs/method/bigbigan.md#configuration); the defaults are those of <c>BigBiGAN_x1.pth</c>.</summary>
sealed record BigBiGanConfiguration
{
    /// <summary>Sides of the features that the first block doubles.</summary>
    public const int BottomWidth = 4;

    static readonly Dictionary<int, (int[] Inputs, int[] Outputs)> Multipliers = new()
    {
        [32] = ([4, 4, 4], [4, 4, 4]),
        [64] = ([16, 16, 8, 4], [16, 8, 4, 2]),
        [128] = ([16, 16, 8, 4, 2], [16, 8, 4, 2, 1]),
        [256] = ([16, 16, 8, 8, 4, 2], [16, 8, 8, 4, 2, 1]),
        [512] = ([16, 16, 8, 8, 4, 2, 1], [16, 8, 8, 4, 2, 1, 1]),
    };

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        IgnoreReadOnlyProperties = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Sides of the images: 32, 64, 128, 256 or 512.</summary>
    public int Resolution { get; init; } = 128;

    /// <summary>The width of the network: channels are multiples of it. At least 1.</summary>
    public int Channels { get; init; } = 96;

    /// <summary>Numbers in each latent; at least 1.</summary>
    public int LatentSize { get; init; } = 20;

    /// <summary>Width of the class embedding, of which only class 0 is used; at least 1.</summary>
    public int EmbeddingWidth { get; init; } = 128;

    /// <summary>Classes in the embedding; at least 1.</summary>
    public int Classes { get; init; } = 1000;

    /// <summary>Sides of the features that pass through self-attention, each that of a block's result.</summary>
    public IReadOnlyList<int> AttentionResolutions { get; init; } = [64];

    /// <summary>Blocks, each doubling the sides.</summary>
    public int Blocks => Multipliers[Resolution].Inputs.Length;

    /// <summary>Latents: one for the bottom, and one for each block.</summary>
    public int Latents => Blocks + 1;

    /// <summary>Numbers that each block's normalisations are conditioned on: the class embedding, then the block's latent.</summary>
    public int ConditionWidth => EmbeddingWidth + LatentSize;

    /// <summary>Channels that enter block <paramref name="block"/>.</summary>
    public int InputsOf(int block) => checked(Channels * Multipliers[Resolution].Inputs[block]);

    /// <summary>Channels that leave block <paramref name="block"/>.</summary>
    public int OutputsOf(int block) => checked(Channels * Multipliers[Resolution].Outputs[block]);

    /// <summary>Sides of what leaves block <paramref name="block"/>.</summary>
    public static int ResolutionAfter(int block) => 2 * BottomWidth << block;

    /// <summary>The resolution of a network of <paramref name="blocks"/> blocks; null where there is none.</summary>
    internal static int? ResolutionOf(int blocks) =>
        Multipliers.Where(pair => pair.Value.Inputs.Length == blocks).Select(pair => (int?)pair.Key).FirstOrDefault();

    /// <summary>What <see cref="Channels"/> is multiplied by at the entrance of the first block.</summary>
    internal static int FirstMultiplier(int resolution) => Multipliers[resolution].Inputs[0];

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A value is outside its range; the message names it.</exception>
    public void Validate()
    {
        static void Require(bool condition, string message)
        {
            if (!condition) throw new ArgumentException($"BigBiGAN configuration: {message}");
        }
        Require(Multipliers.ContainsKey(Resolution), $"the resolution is one of {string.Join(", ", Multipliers.Keys)}, not {Resolution}.");
        Require(Channels is >= 1 and <= 1024, $"there are 1 to 1024 channels, not {Channels}.");
        Require(LatentSize is >= 1 and <= 4096, $"a latent has 1 to 4096 numbers, not {LatentSize}.");
        Require(EmbeddingWidth is >= 1 and <= 4096, $"the embedding has 1 to 4096 numbers, not {EmbeddingWidth}.");
        Require(Classes is >= 1 and <= 1_000_000, $"there are 1 to 1,000,000 classes, not {Classes}.");
        Require(AttentionResolutions is not null, "the attention resolutions are missing.");
        int[] sides = [.. Enumerable.Range(0, Blocks).Select(ResolutionAfter)];
        Require(AttentionResolutions!.All(sides.Contains) && AttentionResolutions!.Distinct().Count() == AttentionResolutions!.Count,
            $"attention acts on distinct sides among {string.Join(", ", sides)}, not {string.Join(", ", AttentionResolutions!)}.");
    }

    /// <summary>The configuration as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The text is no valid configuration; the message says why.</exception>
    public static BigBiGanConfiguration FromJson(string json)
    {
        try
        {
            var configuration = JsonSerializer.Deserialize<BigBiGanConfiguration>(json, Json)
                ?? throw new InvalidDataException("The BigBiGAN configuration is null.");
            configuration.Validate();
            return configuration;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"The BigBiGAN configuration is not valid: {e.Message}", e);
        }
    }
}
