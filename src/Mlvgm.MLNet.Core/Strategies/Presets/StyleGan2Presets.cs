using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Strategies.Presets;

/// <summary>Strategies for StyleGAN2 at 512 pixels: w0..w15 in four groups, one z for all (docs/method/perturbations.md#the-papers-strategies).</summary>
/// <remarks>The groups share the base noise, scaled by their magnitudes, as in the paper's code (docs/method/perturbations.md#shared-noise).</remarks>
static class StyleGan2Presets
{
    public static PresetFamily Family { get; } = new("StyleGAN2", Fits,
    [
        // GenRep's magnitude, in every w.
        new("random", "w0..w15=random:0.25:0.9"),
        new("ml-random", "w0..w3=random:0.2:1,w4..w7=random:0.1:1,w8..w11=random:0.8:1,w12..w15=random:0.8:1"),
    ]);

    static bool Fits(LatentLayout layout) => layout.Latents.Count == 16
        && layout.Latents.Select((latent, i) => latent.Name == $"w{i}" && latent.Draw == layout.Latents[0].Draw).All(fits => fits);
}
