using System.Text;
using Mlvgm.MLNet.Latents;

namespace Mlvgm.Fuzzing.Seeds;

/// <summary>Strategies for a generator of three latents.</summary>
static class StrategySeeds
{
    /// <summary>Its latents; the last two are a group.</summary>
    public static LatentLayout Layout { get; } = new(
        [new("z0", [4]), new("z1", [2, 2], new TruncatedNormal(0, 1, 2)), new("z2", [3])], [new LatentGroup("local", ["z1", "z2"])]);

    public static IEnumerable<byte[]> Texts() => new[]
    {
        "none", "resample", "random:0.3", "random:0.3:1.5:independent", "z0=random:0.2,z1..z2=resample", "local=random:1e-3", "ml-random", "random",
        "strategy.json", "calibrated:report.json", "learned:walker.safetensors", "ml-learned:walkers", "z0=learned:a:b",
    }.Select(Encoding.UTF8.GetBytes);

    public static IEnumerable<byte[]> JsonFiles() => new[]
    {
        """
        { "name": "mine", "latents": {
            "z0": { "perturbation": "random", "standardDeviation": 0.2, "truncation": 1.5, "independent": true },
            "z1..z2": { "perturbation": "resample" } } }
        """,
        """{ "latents": { "local": { "perturbation": "none" }, "z0": { "perturbation": "learned", "walker": "w.safetensors" } } } // why""",
        """{ "name": null, "latents": {}, }""", """{ "name": "\ud800", "latents": { "z\u0030": { "perturbation": "r\ndom" } } }""",
    }.Select(Encoding.UTF8.GetBytes);
}
