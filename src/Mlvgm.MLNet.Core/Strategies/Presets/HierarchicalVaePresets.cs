using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Strategies.Presets;

/// <summary>Strategies for hierarchical VAEs of three spatial latents (paper, appendix F; docs/method/perturbations.md#hierarchical-vaes).</summary>
static class HierarchicalVaePresets
{
    public static PresetFamily Family { get; } = new("NVAE", Fits,
    [
        new("random-0.05", "z0..z2=random:0.05"),
        new("random-0.10", "z0..z2=random:0.1"),
        new("random-0.15", "z0..z2=random:0.15"),
        // Two images of one z0 and z1: the last latent is drawn for each.
        new("ml-random", "z2=resample"),
    ]);

    static bool Fits(LatentLayout layout) =>
        layout.Latents.Count == 3 && layout.Latents.Select((latent, i) => latent.Name == $"z{i}" && latent.Shape.Count == 3).All(fits => fits);
}
