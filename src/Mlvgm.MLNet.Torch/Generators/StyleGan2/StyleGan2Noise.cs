namespace Mlvgm.MLNet.Torch.Generators.StyleGan2;

/// <summary>The noise that is added to the features of every synthesis layer (docs/method/stylegan2.md#synthesis-layer).</summary>
/// <example>See <c>examples/ApiTour/StyleGanImages.cs</c>.</example>
public enum StyleGan2Noise
{
    /// <summary>The image stored with the weights, the same for every sample; what the paper uses.</summary>
    Constant,

    /// <summary>Standard normal, another for every sample, drawn from a stream that the sample's latents name: equal latents, equal image.</summary>
    Random,

    /// <summary>None.</summary>
    None,
}
