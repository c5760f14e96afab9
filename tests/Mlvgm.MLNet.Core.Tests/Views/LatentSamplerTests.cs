using System.Runtime.InteropServices;
using CsCheck;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Views;

public class LatentSamplerTests
{
    static readonly LatentLayout Layout = new([new("global", [3]), new("local", [2, 2, 2], new TruncatedNormal(0, 0.5, 2))]);

    static readonly ViewStrategy Strategy = ViewStrategy.PerLatent(
        "s", ("global", new RandomPerturbation(new TruncatedNormal(0, 0.2, 2))), ("local", new ResamplePerturbation()));

    static (LatentBatch Anchors, LatentBatch Positives) Sample(long first, int count, ulong seed = 1, int epoch = 0, int rank = 0)
    {
        var sampler = new LatentSampler(Layout, Strategy, seed, epoch, rank);
        var (anchors, positives) = (new LatentBatch(Layout, count), new LatentBatch(Layout, count));
        sampler.SampleAnchors(first, anchors);
        sampler.SamplePositives(first, anchors, positives);
        return (anchors, positives);
    }

    [Fact]
    public void A_sample_does_not_depend_on_the_batch_it_is_drawn_in()
    {
        var (anchors, positives) = Sample(0, 200);
        Gen.Select(Gen.Int[0, 150], Gen.Int[1, 50]).Sample((first, count) =>
        {
            var part = Sample(first, count);
            for (int latent = 0; latent < 2; latent++)
            {
                var range = (first * Layout.Latents[latent].Size)..((first + count) * Layout.Latents[latent].Size);
                Assert.Equal(anchors.Values[latent][range], part.Anchors.Values[latent]);
                Assert.Equal(positives.Values[latent][range], part.Positives.Values[latent]);
            }
        }, iter: 50);
    }

    [Fact]
    public void No_sample_repeats_across_rows_epochs_ranks_seeds_latents_and_views()
    {
        HashSet<float[]> seen = new(EqualityComparer<float[]>.Create((a, b) => a!.SequenceEqual(b!), a => a[0].GetHashCode()));
        int samples = 0;
        foreach (var (seed, epoch, rank) in new[] { (1ul, 0, 0), (2ul, 0, 0), (1ul, 1, 0), (1ul, 0, 1) })
        {
            var (anchors, positives) = Sample(0, 500, seed, epoch, rank);
            for (int row = 0; row < 500; row++)
            {
                foreach (var batch in new[] { anchors, positives })
                {
                    seen.Add(batch.Row(0, row).ToArray());
                    seen.Add(batch.Row(1, row)[..3].ToArray());
                    samples += 2;
                }
            }
        }
        Assert.Equal(samples, seen.Count);
    }

    [Fact]
    public void A_million_anchors_over_ranks_epochs_and_steps_are_a_million_latents()
    {
        const int ranks = 5, epochs = 20, steps = 40, batch = 250;
        var layout = new LatentLayout([new("z", [4])]);
        var latents = new LatentBatch(layout, batch);
        // Four coordinates are 128 bits: two latents with one hash would be the same latent.
        var seen = new HashSet<UInt128>(ranks * epochs * steps * batch);
        for (int rank = 0; rank < ranks; rank++)
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                var sampler = new LatentSampler(layout, ViewStrategy.None, seed: 3, epoch, rank);
                for (int step = 0; step < steps; step++)
                {
                    sampler.SampleAnchors((long)step * batch, latents);
                    foreach (var bits in MemoryMarshal.Cast<float, UInt128>(latents.Values[0])) Assert.True(seen.Add(bits));
                }
            }
        Assert.Equal(1_000_000, seen.Count);
    }

    [Fact]
    public void Anchors_follow_their_prior()
    {
        var (anchors, _) = Sample(0, 20_000);
        double low = NormalDistribution.Cumulative(-2);
        Assert.InRange(Statistics.KolmogorovSmirnov(anchors.Values[0].Select(x => (double)x), NormalDistribution.Cumulative), 0, 2.2);
        Assert.InRange(Statistics.KolmogorovSmirnov(
            anchors.Values[1].Select(x => (double)x), x => (NormalDistribution.Cumulative(x / 0.5) - low) / (1 - 2 * low)), 0, 2.2);
    }

    [Fact]
    public void Latents_of_one_draw_have_equal_anchors_and_one_noise()
    {
        var layout = new LatentLayout([new("a", [4], draw: "z"), new("b", [4], draw: "z"), new("c", [4], draw: "z")]);
        var strategy = ViewStrategy.PerLatent(
            "s", ("a", new RandomPerturbation(new TruncatedNormal(0, 0.2, 2))), ("c", new RandomPerturbation(new TruncatedNormal(0, 0.8, 2))));
        var sampler = new LatentSampler(layout, strategy, 3);
        var (anchors, positives) = (new LatentBatch(layout, 50), new LatentBatch(layout, 50));
        sampler.SampleAnchors(0, anchors);
        sampler.SamplePositives(0, anchors, positives);
        Assert.Equal(anchors.Values[0], anchors.Values[1]);
        Assert.Equal(anchors.Values[1], positives.Values[1]);
        for (int i = 0; i < 200; i++)
            Assert.Equal(4 * (positives.Values[0][i] - anchors.Values[0][i]), positives.Values[2][i] - anchors.Values[2][i], 1e-5f);
    }

    [Fact]
    public void Positives_need_as_much_room_as_there_are_anchors()
    {
        var sampler = new LatentSampler(Layout, Strategy, 1);
        Assert.Throws<ArgumentException>(() => sampler.SamplePositives(0, new LatentBatch(Layout, 2), new LatentBatch(Layout, 3)));
    }

    [Fact]
    public void A_strategy_for_other_latents_is_refused_at_once() => Assert.Throws<ArgumentException>(
        () => new LatentSampler(Layout, ViewStrategy.PerLatent("s", ("other", new NoPerturbation())), 1));
}
