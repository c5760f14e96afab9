using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Strategies.Presets;

/// <summary>Strategies for BigBiGAN: z0..z5, six chunks of 20 (docs/method/perturbations.md#the-papers-strategies).</summary>
static class BigBiGanPresets
{
    public static PresetFamily Family { get; } = new("BigBiGAN", Fits,
    [
        // GenRep's magnitude, on all 120 coordinates.
        new("random", "z0..z5=random:0.2"),
        // Level 1 is kept; the others get noise as large as the prior.
        new("ml-random", "z1..z5=random:1"),
    ]);

    static bool Fits(LatentLayout layout) =>
        layout.Latents.Count == 6 && layout.Latents.Select((latent, i) => latent.Name == $"z{i}" && latent.Shape is [20]).All(fits => fits);
}
