using CsCheck;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Views;

public class LearnedPerturbationTests
{
    static readonly LatentLayout Layout = new([new("a", [2]), new("b", [1, 2, 1])]);

    static readonly Gen<float[]> Numbers = Gen.Float[-2, 2].Array[40];

    [Fact]
    public void A_span_moves_by_the_perceptron_of_all_its_coordinates()
    {
        Numbers.Sample(numbers =>
        {
            float[] hiddenWeight = numbers[..16], hiddenBias = numbers[16..20], outputWeight = numbers[20..36], outputBias = numbers[36..40];
            var walker = new Walker(hiddenWeight, hiddenBias, outputWeight, outputBias);
            var (anchors, positives) = (new LatentBatch(Layout, 1), new LatentBatch(Layout, 1));
            float[] z = [numbers[3], numbers[17], numbers[29], numbers[38]];
            Layout.SpanOf("a..b").Scatter(z, anchors, 0);
            new LearnedPerturbation(walker).Apply(Layout.SpanOf("a..b"), anchors, positives, new PositiveDraws(0, 0, 0));
            float[] moved = new float[4];
            Layout.SpanOf("a..b").Gather(positives, 0, moved);
            double[] hidden = [.. Enumerable.Range(0, 4).Select(i => Math.Max(0, hiddenBias[i] + Dot(hiddenWeight, i, j => z[j])))];
            for (int i = 0; i < 4; i++) Assert.Equal(z[i] + outputBias[i] + Dot(outputWeight, i, j => hidden[j]), moved[i], 1e-4);
        }, iter: 100);
    }

    [Fact]
    public void A_walker_of_another_width_is_refused_with_the_latent_named()
    {
        var strategy = ViewStrategy.PerLatent("learned", ("a", new LearnedPerturbation(new Walker(new float[9], new float[3], new float[9], new float[3]))));
        Assert.Contains("'a' has 2 coordinates", Assert.Throws<ArgumentException>(() => strategy.Resolve(Layout)).Message);
    }

    [Fact]
    public void Weights_that_do_not_match_or_are_not_finite_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Walker(new float[4], new float[3], new float[9], new float[3]));
        Assert.Throws<ArgumentException>(() => new Walker([], [], [], []));
        Assert.Throws<ArgumentException>(() => new Walker([float.NaN], [0], [0], [0]));
    }

    static double Dot(float[] matrix, int row, Func<int, double> vector) => Enumerable.Range(0, 4).Sum(j => matrix[row * 4 + j] * vector(j));
}
