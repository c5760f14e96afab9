using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Views.Presets;

/// <summary>BigBiGAN: z0..z5, six chunks of 20 (docs/method/perturbations.md#the-papers-strategies).</summary>
static class BigBiGanStrategies
{
    const string Family = "BigBiGAN";

    public static IReadOnlyList<StrategyPreset> All { get; } =
    [
        // GenRep's magnitude, on all 120 coordinates.
        Preset("random", "z0..z5", 0.2),
        // Level 1 is kept; the others get noise as large as the prior.
        Preset("ml-random", "z1..z5", 1.0),
    ];

    static StrategyPreset Preset(string name, string target, double deviation) => new(
        name, Family, Fits, ViewStrategy.PerLatent(name, (target, new RandomPerturbation(new TruncatedNormal(0, deviation, 2)))));

    static bool Fits(LatentLayout layout) =>
        layout.Latents.Count == 6 && layout.Latents.Select((latent, i) => latent.Name == $"z{i}" && latent.Shape is [20]).All(fits => fits);
}
