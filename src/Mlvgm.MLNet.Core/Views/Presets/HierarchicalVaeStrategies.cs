using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Views.Presets;

/// <summary>Hierarchical VAEs of three spatial latents (paper, appendix F; docs/method/perturbations.md#hierarchical-vaes).</summary>
static class HierarchicalVaeStrategies
{
    const string Family = "NVAE";

    public static IReadOnlyList<StrategyPreset> All { get; } =
    [
        Random("random-0.05", 0.05),
        Random("random-0.10", 0.10),
        Random("random-0.15", 0.15),
        // Two images of one z0 and z1: the last latent is drawn for each.
        new("ml-random", Family, Fits, ViewStrategy.PerLatent("ml-random", ("z2", new ResamplePerturbation()))),
    ];

    static StrategyPreset Random(string name, double deviation) => new(
        name, Family, Fits, ViewStrategy.PerLatent(name, ("z0..z2", new RandomPerturbation(new TruncatedNormal(0, deviation, 2)))));

    static bool Fits(LatentLayout layout) =>
        layout.Latents.Count == 3 && layout.Latents.Select((latent, i) => latent.Name == $"z{i}" && latent.Shape.Count == 3).All(fits => fits);
}
