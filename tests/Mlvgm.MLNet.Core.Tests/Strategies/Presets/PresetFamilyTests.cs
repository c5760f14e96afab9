using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Strategies.Presets;

public class PresetFamilyTests
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
        foreach (var (span, perturbation) in StrategyText.Parse(name, layout).Resolve(layout))
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
    public void The_last_latent_of_a_hierarchical_VAE_is_drawn_anew()
    {
        var part = Assert.Single(StrategyText.Parse("ML-random", Nvae).Resolve(Nvae));
        Assert.Equal(new ResamplePerturbation(), part.Perturbation);
        Assert.Equal(["z2"], part.Span.LatentNames);
    }

    [Fact]
    public void Every_preset_is_read_for_the_latents_it_fits_and_no_layout_fits_two_families()
    {
        foreach (var layout in new[] { BigBiGan, StyleGan2, Nvae })
        {
            var family = Assert.Single(StrategyRegistry.Families.All, family => family.Fits(layout));
            Assert.Equal(family.Presets, StrategyRegistry.PresetsFor(layout));
            foreach (var preset in family.Presets)
            {
                var strategy = StrategyText.Parse(preset.Name, layout);
                Assert.Equal(preset.Name, strategy.Name);
                Assert.Equal(preset.Text, StrategyText.Write(strategy));
            }
        }
        Assert.Empty(StrategyRegistry.PresetsFor(new LatentLayout([new("z", [20])])));
    }

    [Fact]
    public void A_preset_of_other_generators_is_refused_with_theirs_and_those_for_these_latents() => Assert.Contains(
        "The preset 'random-0.05' is for generators like NVAE, not for these latents. Presets for these latents: random, ml-random.",
        Assert.Throws<ArgumentException>(() => StrategyText.Parse("random-0.05", BigBiGan)).Message);
}
