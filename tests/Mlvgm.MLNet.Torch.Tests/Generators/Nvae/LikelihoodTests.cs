using Mlvgm.MLNet.Torch.Generators.Nvae.Likelihoods;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.Nvae;

public class LikelihoodTests
{
    [Fact]
    public void The_grey_mixture_is_a_distribution_over_the_255_lower_values()
    {
        using var scope = NewDisposeScope();
        var logits = Logits(12, 20).expand(255, -1, -1, -1);
        var values = (arange(255, ScalarType.Float32) / 255).view(255, 1, 1, 1);
        var probability = new GreyLogisticMixture(4).LogProbability(logits, values).exp().sum();
        Assert.Equal(1, probability.item<float>(), 1e-4);
    }

    [Fact]
    public void The_rgb_mixture_is_a_distribution_over_each_channel_given_those_before()
    {
        using var scope = NewDisposeScope();
        var likelihood = new RgbLogisticMixture(2);
        var values = (arange(255, ScalarType.Float32) / 255).view(255, 1, 1, 1);
        var logits = Logits(20, 21).expand(255, -1, -1, -1);
        var red = full([255, 1, 1, 1], 0.2f);
        double OverBlue(float green) =>
            likelihood.LogProbability(logits, cat([red, full([255, 1, 1, 1], green), values], 1)).exp().sum().item<float>();
        double overGreenAndBlue = Enumerable.Range(0, 255).Sum(green => OverBlue(green / 255f));
        double redAlone = new GreyLogisticMixture(2).LogProbability(RedLogits(), red.narrow(0, 0, 1)).exp().item<float>();
        Assert.Equal(redAlone, overGreenAndBlue, 1e-4);

        // Mixture logits, red means and red log-scales of both mixtures.
        Tensor RedLogits() => Logits(20, 21).index_select(1, tensor(new long[] { 0, 1, 2, 11, 5, 14 }));
    }

    [Fact]
    public void Bernoulli_is_the_cross_entropy_and_its_mean_the_probability()
    {
        using var scope = NewDisposeScope();
        var logits = tensor([0.5f, -2f]).view(1, 1, 1, 2);
        var images = tensor([1f, 0.25f]).view(1, 1, 1, 2);
        double p = 1 / (1 + Math.Exp(-0.5)), q = 1 / (1 + Math.Exp(2));
        double expected = Math.Log(p) + 0.25 * Math.Log(q) + 0.75 * Math.Log(1 - q);
        var likelihood = new BernoulliLikelihood(1);
        Assert.Equal(expected, likelihood.LogProbability(logits, images).item<float>(), 1e-5);
        Assert.Equal(p, likelihood.Mean(logits)[0, 0, 0, 0].item<float>(), 1e-6);
    }

    static Tensor Logits(int channels, ulong seed)
    {
        var stream = new Seeding.RandomStream(new Seeding.SeedKey(seed, "test/logits"));
        float[] values = new float[channels];
        for (int i = 0; i < channels; i++) values[i] = (float)stream.NextUniform(-1.5, 1);
        return tensor(values).view(1, channels, 1, 1);
    }
}
