using System.Text.Json;
using System.Text.Json.Serialization;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Torch.Generators.Nvae;

/// <summary>The architecture of an NVAE (docs/method/nvae.md#architecture).</summary>
/// <example>See <c>examples/ApiTour/NvaeTraining.cs</c>.</example>
public sealed record NvaeConfiguration : ISettings
{
    const int MostScales = 8;
    const int MostProcessBlocks = 4;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        IgnoreReadOnlyProperties = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The shape of every image: 1 or 3 channels, sides divisible by 2^(scales - 1 + process blocks).</summary>
    public ImageShape ImageShape { get; init; } = new(1, 32, 32);

    /// <summary>Groups, that is latents, of each scale from the coarsest on; at least 1 each.</summary>
    [Setting("Latents per scale, coarsest first.", Option = "groups", Minimum = 1, Maximum = 64)]
    public IReadOnlyList<int> GroupsPerScale { get; init; } = [1, 1, 1];

    /// <summary>Channels of the latents of each scale, from the coarsest on; at least 1 each.</summary>
    [Setting("Latent channels per scale.", Minimum = 1, Maximum = 1024)]
    public IReadOnlyList<int> LatentChannels { get; init; } = [16, 16, 16];

    /// <summary>Residual cells per group; at least 1.</summary>
    [Setting("Residual cells per group.", Option = "cells", Minimum = 1, Maximum = 64)]
    public int CellsPerGroup { get; init; } = 2;

    /// <summary>Channels at full resolution, the width of the network; they double with each halving of the sides. At least 1.</summary>
    [Setting("Channels at full resolution.", Option = "width", Minimum = 1, Maximum = 1024)]
    public int InitialChannels { get; init; } = 16;

    /// <summary>Pre- and post-processing blocks, each halving or doubling the sides; 0 or more.</summary>
    [Setting("Pre- and post-processing blocks.", Minimum = 0, Maximum = MostProcessBlocks)]
    public int ProcessBlocks { get; init; } = 1;

    /// <summary>Cells per pre- and post-processing block; at least 1.</summary>
    [Setting("Cells per such block.", Minimum = 1, Maximum = 64)]
    public int ProcessCells { get; init; } = 2;

    /// <summary>The distribution of pixels.</summary>
    [Setting("The distribution of pixels.")]
    public NvaeLikelihood Likelihood { get; init; } = NvaeLikelihood.LogisticMixture;

    /// <summary>Logistics per pixel, for <see cref="NvaeLikelihood.LogisticMixture"/>; at least 1.</summary>
    [Setting("Logistics per pixel.", Minimum = 1, Maximum = 1024)]
    public int Mixtures { get; init; } = 10;

    /// <summary>Scales, each of half the resolution of the next.</summary>
    public int Scales => GroupsPerScale.Count;

    /// <summary>The latents in generation order.</summary>
    [JsonIgnore]
    public IReadOnlyList<NvaeLevel> Levels =>
    [
        .. from scale in Enumerable.Range(0, Scales)
           from @group in Enumerable.Range(0, GroupsPerScale[scale])
           select new NvaeLevel(scale, @group, ChannelsAt(scale), LatentChannels[scale],
               ImageShape.Height / ReductionAt(scale), ImageShape.Width / ReductionAt(scale)),
    ];

    /// <summary>Feature channels at <paramref name="scale"/>.</summary>
    public int ChannelsAt(int scale) => checked(InitialChannels * ReductionAt(scale));

    /// <summary>Sides of the image over sides of the features at <paramref name="scale"/>.</summary>
    public int ReductionAt(int scale) => 1 << (ProcessBlocks + Scales - 1 - scale);

    /// <summary>Checks every range, and that the parts fit.</summary>
    /// <exception cref="SettingsException">Something is wrong; everything is named.</exception>
    public void Validate() => SettingsOf.Validate(this);

    /// <inheritdoc/>
    public void Check(Violations violations)
    {
        ArgumentNullException.ThrowIfNull(violations);
        violations.Require(ImageShape.Channels is 1 or 3, $"Images have 1 or 3 channels, not {ImageShape.Channels}.");
        violations.Require(Scales is >= 1 and <= MostScales, $"There are 1 to {MostScales} scales (--groups), not {Scales}.");
        violations.Require(LatentChannels.Count == Scales, $"{Scales} scales (--groups) need as many latent channel counts (--latent-channels), not {LatentChannels.Count}.");
        if (Scales is < 1 or > MostScales || ProcessBlocks is < 0 or > MostProcessBlocks) return;
        int reduction = ReductionAt(0);
        violations.Require(ImageShape.Height > 0 && ImageShape.Width > 0 && ImageShape.Height % reduction == 0 && ImageShape.Width % reduction == 0,
            $"The sides of {ImageShape} images are not multiples of {reduction} ({Scales} scales, {ProcessBlocks} process blocks).");
    }

    /// <summary>The configuration as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The text is no valid configuration; the message says why.</exception>
    public static NvaeConfiguration FromJson(string json)
    {
        try
        {
            var configuration = JsonSerializer.Deserialize<NvaeConfiguration>(json, Json)
                ?? throw new InvalidDataException("The NVAE configuration is null.");
            configuration.Validate();
            return configuration;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NullReferenceException)
        {
            throw new InvalidDataException($"The NVAE configuration is not valid: {e.Message}", e);
        }
    }
}
