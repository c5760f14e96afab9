namespace Mlvgm.MLNet.Torch.Generators.Nvae;

/// <summary>One latent of an NVAE: a group of a scale.</summary>
/// <param name="Scale">The scale, 0 the coarsest.</param>
/// <param name="Group">The group within the scale.</param>
/// <param name="Channels">Feature channels at the scale.</param>
/// <param name="LatentChannels">Channels of the latent.</param>
/// <param name="Height">Rows at the scale.</param>
/// <param name="Width">Columns at the scale.</param>
/// <example>See <c>examples/ApiTour/NvaeTraining.cs</c>.</example>
public sealed record NvaeLevel(int Scale, int Group, int Channels, int LatentChannels, int Height, int Width)
{
    /// <summary>The level as the reference names it, <c>scale:group</c>.</summary>
    public string Key => $"{Scale}:{Group}";
}
