using System.Collections.Concurrent;
using CsCheck;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Strategies;

public class StrategyRoundTripTests
{
    static readonly Gen<string?> Folders = Gen.Bool.Select(given => given ? Path.Combine(Path.GetTempPath(), "some folder") : null);

    [Fact]
    public void Every_kind_of_perturbation_and_of_target_is_among_the_strategies_tried()
    {
        var seen = new ConcurrentBag<(string, string)>();
        StrategyGen.Strategies.Sample(strategy =>
        {
            foreach (var (target, perturbation) in strategy.Parts) seen.Add((target, perturbation.Name));
        }, iter: 2000);
        Assert.Equal(PerturbationRegistry.All.Names, seen.Select(part => part.Item2).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(13, seen.Select(part => part.Item1).Distinct().Count());
    }

    [Fact]
    public void Text_that_was_written_reads_as_the_same_strategy() => Gen.Select(StrategyGen.Strategies, Folders).Sample((strategy, folder) =>
    {
        string text = StrategyText.Write(strategy, folder);
        var read = StrategyText.Parse(text, StrategyGen.Layout, folder);
        CheckSame(strategy, read);
        if (strategy.Parts.Count > 0) Assert.Equal(text, StrategyText.Write(read, folder));
    });

    [Fact]
    public void JSON_that_was_written_reads_as_the_same_strategy() => Gen.Select(StrategyGen.Strategies, Folders).Sample((strategy, folder) =>
    {
        string json = StrategyJson.Write(strategy, folder);
        var read = StrategyJson.Parse(json, StrategyGen.Layout, folder);
        CheckSame(strategy, read);
        Assert.Equal(strategy.Parts.Select(part => part.Target), read.Parts.Select(part => part.Target));
        Assert.Equal(strategy.Name, read.Name);
        Assert.Equal(json, StrategyJson.Write(read, folder));
    });

    [Fact]
    public void Equal_strategies_have_equal_canonical_text_however_they_are_spelled() =>
        Gen.Select(StrategyGen.Strategies, Gen.Int).Sample((strategy, seed) =>
        {
            var respelled = Respelled(strategy, new Random(seed));
            Assert.Equal(StrategyText.Canonical(strategy, StrategyGen.Layout), StrategyText.Canonical(respelled, StrategyGen.Layout));
        });

    [Fact]
    public void Canonical_text_reads_as_a_strategy_that_makes_the_same_positives() => StrategyGen.WithoutFiles.Sample(strategy =>
    {
        string canonical = StrategyText.Canonical(strategy, StrategyGen.Layout);
        CheckSame(strategy, StrategyText.Parse(canonical, StrategyGen.Layout));
    });

    [Fact]
    public void Strategies_that_make_other_positives_have_other_canonical_text() =>
        Gen.Select(StrategyGen.Strategies, StrategyGen.Strategies).Sample((one, other) =>
        {
            if (StrategyText.Canonical(one, StrategyGen.Layout) == StrategyText.Canonical(other, StrategyGen.Layout))
                Assert.Equal(Positives(one), Positives(other));
        });

    static void CheckSame(ViewStrategy expected, ViewStrategy actual)
    {
        Assert.Equal(StrategyText.Canonical(expected, StrategyGen.Layout), StrategyText.Canonical(actual, StrategyGen.Layout));
        Assert.Equal(Positives(expected), Positives(actual));
    }

    /// <summary>In another order, with groups and ranges taken apart where that changes nothing, and latents named that are kept.</summary>
    static ViewStrategy Respelled(ViewStrategy strategy, Random random)
    {
        var layout = StrategyGen.Layout;
        List<(string, Perturbation)> parts = [];
        var kept = layout.Latents.Select(latent => latent.Name).ToHashSet();
        foreach (var (target, perturbation) in strategy.Parts)
        {
            var span = layout.SpanOf(target);
            kept.ExceptWith(span.LatentNames);
            bool shared = perturbation is CoordinatewisePerturbation { Independent: false } or NoPerturbation;
            if (shared && random.Next(2) == 0) parts.AddRange(span.LatentNames.Select(name => (name, perturbation)));
            else if (target == "pair") parts.Add(("d..e", perturbation));
            else parts.Add((target, perturbation));
        }
        parts.AddRange(kept.Where(_ => random.Next(2) == 0).Select(name => (name, (Perturbation)new NoPerturbation())));
        var shuffled = parts.ToArray();
        random.Shuffle(shuffled);
        return ViewStrategy.PerLatent("another name", shuffled);
    }

    static float[] Positives(ViewStrategy strategy)
    {
        var sampler = new LatentSampler(StrategyGen.Layout, strategy, seed: 5);
        var (anchors, positives) = (new LatentBatch(StrategyGen.Layout, 3), new LatentBatch(StrategyGen.Layout, 3));
        sampler.SampleAnchors(0, anchors);
        sampler.SamplePositives(0, anchors, positives);
        return [.. positives.Values.SelectMany(values => values)];
    }
}
