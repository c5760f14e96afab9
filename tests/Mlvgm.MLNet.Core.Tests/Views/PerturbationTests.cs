using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Views;

public class PerturbationTests
{
    const int Rows = 2000;
    static readonly LatentLayout Layout = new([new("z", [10], new TruncatedNormal(0, 1, 2))]);
    static readonly float[] Anchors = [.. Enumerable.Range(0, Rows * 10).Select(i => i % 17 - 8f)];

    static float[] Apply(Perturbation perturbation) => Apply(perturbation, Anchors, 0);

    static float[] Apply(Perturbation perturbation, float[] values, long firstRow)
    {
        var (anchors, positives) = (new LatentBatch(Layout, values.Length / 10), new LatentBatch(Layout, values.Length / 10));
        values.CopyTo(anchors.Values[0], 0);
        perturbation.Apply(Layout.SpanOf("z"), anchors, positives, new PositiveDraws(4, 0, firstRow));
        return positives.Values[0];
    }

    [Fact]
    public void None_keeps_the_anchor() => Assert.Equal(Anchors, Apply(new NoPerturbation()));

    [Fact]
    public void Random_adds_noise_of_the_given_distribution()
    {
        float[] positives = Apply(new RandomPerturbation(new TruncatedNormal(0, 0.2, 2)));
        double[] added = [.. positives.Zip(Anchors, (positive, anchor) => (double)positive - anchor)];
        double n = added.Length, deviation = 0.2 * 0.879625661;
        Assert.InRange(added.Average(), -5 * deviation / Math.Sqrt(n), 5 * deviation / Math.Sqrt(n));
        Assert.InRange(Statistics.StandardDeviation(added) / deviation, 1 - 5 / Math.Sqrt(n), 1 + 5 / Math.Sqrt(n));
        Assert.InRange(added.Max(Math.Abs), 0.39, 0.4 + 1e-5);
    }

    [Fact]
    public void Resample_draws_the_prior_whatever_the_anchor()
    {
        float[] positives = Apply(new ResamplePerturbation());
        double spread = 0.8796 * Statistics.StandardDeviation([.. Anchors.Select(x => (double)x)]);
        double correlation = positives.Zip(Anchors, (a, b) => a * b).Average() / spread;
        Assert.InRange(correlation, -5 / Math.Sqrt(positives.Length), 5 / Math.Sqrt(positives.Length));
        Assert.InRange(Statistics.StandardDeviation([.. positives.Select(x => (double)x)]), 0.8796 * 0.965, 0.8796 * 1.035);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Groups_of_one_draw_share_their_noise_unless_it_is_independent(bool independent)
    {
        // As in StyleGAN2: the groups take one z; with the same random numbers, noise of twice the size is twice the noise.
        var layout = new LatentLayout([.. Enumerable.Range(0, 4).Select(i => new LatentSpecification($"w{i}", [10], draw: "z"))]);
        RandomPerturbation Noise(double deviation) => new(new TruncatedNormal(0, deviation, 2)) { Independent = independent };
        var sampler = new LatentSampler(layout, ViewStrategy.PerLatent("two groups", ("w0..w1", Noise(0.5)), ("w2..w3", Noise(1))), seed: 3);
        var (anchors, positives) = (new LatentBatch(layout, Rows), new LatentBatch(layout, Rows));
        sampler.SampleAnchors(0, anchors);
        sampler.SamplePositives(0, anchors, positives);
        float[] Added(int latent) => [.. positives.Values[latent].Zip(anchors.Values[latent], (positive, anchor) => positive - anchor)];
        Assert.Equal(Added(0), Added(1));
        Assert.Equal(Added(2), Added(3));
        double correlation = Added(0).Zip(Added(2), (a, b) => (double)a * b).Average() / (0.5 * 0.8796 * 0.8796);
        double expected = independent ? 0 : 1;
        Assert.InRange(correlation, expected - 5 * 1.5 / Math.Sqrt(10 * Rows), expected + 5 * 1.5 / Math.Sqrt(10 * Rows));
    }

    [Fact]
    public void A_row_does_not_depend_on_its_batch()
    {
        Perturbation[] perturbations = [new RandomPerturbation(TruncatedNormal.Standard), new ResamplePerturbation()];
        foreach (var perturbation in perturbations)
        {
            float[] whole = Apply(perturbation), part = Apply(perturbation, Anchors[70..100], 7);
            Assert.Equal(whole[70..100], part);
        }
    }
}
