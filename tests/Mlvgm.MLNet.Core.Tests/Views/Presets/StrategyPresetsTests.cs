using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;
using Mlvgm.MLNet.Views.Presets;

namespace Mlvgm.MLNet.Tests.Views.Presets;

public class StrategyPresetsTests
{
    static readonly LatentLayout BigBiGan = new(
        [.. Enumerable.Range(0, 6).Select(i => new LatentSpecification($"z{i}", [20], new TruncatedNormal(0, 1, 2)))]);

    static readonly LatentLayout StyleGan2 = new(
        [.. Enumerable.Range(0, 16).Select(i => new LatentSpecification($"w{i}", [8], new TruncatedNormal(0, 1, 0.9), "z"))]);

    static readonly LatentLayout Nvae = new([new("z0", [2, 1, 1]), new("z1", [2, 2, 2]), new("z2", [2, 4, 4])]);

    /// <summary>Standard deviation of the noise and truncation of every latent, 0 where it is kept.</summary>
    static (double Deviation, double Truncation)[] Noise(string name, LatentLayout layout)
    {
        var noise = new (double, double)[layout.Latents.Count];
        foreach (var (span, perturbation) in StrategyPresets.Find(name, layout)!.Strategy.Resolve(layout))
        {
            var random = Assert.IsType<RandomPerturbation>(perturbation).Noise;
            foreach (int latent in span.Indices) noise[latent] = (random.StandardDeviation, random.Truncation);
        }
        return noise;
    }

    [Fact]
    public void The_magnitudes_are_the_papers()
    {
        Assert.All(Noise("random", BigBiGan), noise => Assert.Equal((0.2, 2), noise));
        Assert.Equal([(0, 0), (1, 2), (1, 2), (1, 2), (1, 2), (1, 2)], Noise("ml-random", BigBiGan));
        Assert.All(Noise("random", StyleGan2), noise => Assert.Equal((0.25, 0.9), noise));
        Assert.Equal([0.2, 0.1, 0.8, 0.8], Noise("ml-random", StyleGan2).Chunk(4).Select(group => Assert.Single(group.Distinct()).Deviation));
        Assert.All(Noise("random-0.15", Nvae), noise => Assert.Equal((0.15, 2), noise));
    }

    [Fact]
    public void Every_preset_resolves_on_the_latents_it_fits_and_no_layout_fits_two_families()
    {
        foreach (var layout in new[] { BigBiGan, StyleGan2, Nvae })
        {
            var presets = StrategyPresets.For(layout);
            Assert.Single(presets.Select(preset => preset.Family).Distinct());
            Assert.All(presets, preset => Assert.NotEmpty(preset.Strategy.Resolve(layout)));
        }
        Assert.Empty(StrategyPresets.For(new LatentLayout([new("z", [20])])));
    }
}
