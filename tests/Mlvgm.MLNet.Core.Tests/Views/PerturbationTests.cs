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
