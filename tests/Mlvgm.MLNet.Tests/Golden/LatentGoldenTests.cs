using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Views;
using Mlvgm.Testing.Torch.Generators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Golden;

public sealed class LatentGoldenTests(GoldenRecord golden) : GoldenTests(golden)
{
    [Fact]
    public void The_latents_of_the_shipped_generator_stay()
    {
        using var generator = GeneratorRegistry.Open("fashion-mnist-nvae", CPU);
        Golden.Exact("latents/fashion-mnist-nvae/layout", Describe(generator.Layout));
        Check(generator, ViewStrategy.None);
        Check(generator, StrategyOf(generator.Layout));
    }

    [Fact]
    public void The_latents_of_a_tiny_generator_stay()
    {
        using var generator = new TinyGenerator();
        foreach (var strategy in GoldenInputs.Strategies(generator.Layout).Where(strategy => strategy.Name != "learned")) Check(generator, strategy);
    }

    [Fact]
    public void What_a_walker_makes_of_them_stays()
    {
        using var generator = new TinyGenerator();
        var (_, positives) = Draw(generator, GoldenInputs.Strategies(generator.Layout).Single(strategy => strategy.Name == "learned"), epoch: 0, firstRow: 0);
        Golden.Close("latents/tiny/learned/positives", positives, 1e-6);
    }

    void Check(IGenerator generator, ViewStrategy strategy)
    {
        foreach (var (epoch, firstRow) in ((int, long)[])[(0, 0), (2, 1_000_003)])
        {
            var (anchors, positives) = Draw(generator, strategy, epoch, firstRow);
            string name = $"latents/{generator.Name}/{strategy.Name}/epoch {epoch}";
            Golden.Exact($"{name}/anchors", anchors);
            Golden.Exact($"{name}/positives", positives);
        }
    }

    static ViewStrategy StrategyOf(LatentLayout layout) => ViewStrategy.PerLatent("mixed",
        (layout.Latents[0].Name, new RandomPerturbation(new TruncatedNormal(0, 0.2, 2))),
        (layout.Latents[1].Name, new ResamplePerturbation()));

    static (float[] Anchors, float[] Positives) Draw(IGenerator generator, ViewStrategy strategy, int epoch, long firstRow)
    {
        var sampler = new LatentSampler(generator.Layout, strategy, seed: 7, epoch);
        LatentBatch anchors = new(generator.Layout, 5), positives = new(generator.Layout, 5);
        sampler.SampleAnchors(firstRow, anchors);
        sampler.SamplePositives(firstRow, anchors, positives);
        return ([.. anchors.Values.SelectMany(values => values)], [.. positives.Values.SelectMany(values => values)]);
    }

    static IReadOnlyList<string> Describe(LatentLayout layout) =>
        [.. layout.Latents.Select(latent => $"{latent.Name} [{string.Join(',', latent.Shape)}] {latent.Prior} {latent.Draw}")];
}
