using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Views.Presets;

/// <summary>StyleGAN2 at 512 pixels: w0..w15 in four groups, one z for all (docs/method/perturbations.md#the-papers-strategies).</summary>
/// <remarks>The groups share the base noise, scaled by their magnitudes, as in the paper's code (docs/method/perturbations.md#shared-noise).</remarks>
static class StyleGan2Strategies
{
    const string Family = "StyleGAN2";
    const double Truncation = 0.9;
    const double MLTruncation = 1.0;

    public static IReadOnlyList<StrategyPreset> All { get; } =
    [
        // GenRep's magnitude, in every w.
        new("random", Family, Fits, ViewStrategy.PerLatent("random", ("w0..w15", Noise(0.25, Truncation)))),
        new("ml-random", Family, Fits, ViewStrategy.PerLatent(
            "ml-random",
            ("w0..w3", Noise(0.2, MLTruncation)),
            ("w4..w7", Noise(0.1, MLTruncation)),
            ("w8..w11", Noise(0.8, MLTruncation)),
            ("w12..w15", Noise(0.8, MLTruncation)))),
    ];

    static RandomPerturbation Noise(double deviation, double truncation) => new(new TruncatedNormal(0, deviation, truncation));

    static bool Fits(LatentLayout layout) => layout.Latents.Count == 16
        && layout.Latents.Select((latent, i) => latent.Name == $"w{i}" && latent.Draw == layout.Latents[0].Draw).All(fits => fits);
}
