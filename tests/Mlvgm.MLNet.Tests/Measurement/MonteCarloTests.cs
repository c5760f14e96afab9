using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Views;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Measurement;

public class MonteCarloTests
{
    /// <summary>Large enough that z + Shift is positive for every latent drawn, so that the walker's ReLU lets everything pass.</summary>
    const float Shift = 20;

    [Fact]
    public void A_constant_perturbation_has_its_length_and_no_spread()
    {
        using var generator = new FakeSpace("Z", factor: 1);
        var walker = new Walker(new float[9], new float[3], new float[9], [2, -1, 2]);
        var result = MonteCarlo.Estimate(generator, generator.Layout.SpanOf("a"), walker, samples: 5000, seed: 1);
        Assert.Equal(("Z", 5000), (result.Space, result.Samples));
        Assert.Equal(3, result.Mean, 5);
        Assert.Equal(0, result.StandardDeviation, 5);
        Assert.All(result.Quantiles, quantile => Assert.Equal(3, quantile.Value, 5));
        Assert.Equal(5000, result.Histogram.Counts.Sum());
    }

    [Fact]
    public void A_proportional_perturbation_has_the_statistics_of_the_chi_distribution()
    {
        const int Samples = 20_000;
        using var generator = new FakeSpace("Z", factor: 1);
        var result = MonteCarlo.Estimate(generator, generator.Layout.SpanOf("a"), Proportional(0.5f), Samples, seed: 1);
        // |z| in three dimensions: mean 2√(2/π), variance 3 - 8/π; the distance of two draws is √2 times as far.
        double mean = 2 * Math.Sqrt(2 / Math.PI), deviation = Math.Sqrt(3 - 8 / Math.PI);
        double error = deviation / Math.Sqrt(Samples);
        Assert.InRange(result.Mean, 0.5 * (mean - 4 * error), 0.5 * (mean + 4 * error));
        Assert.Equal(0.5 * deviation, result.StandardDeviation, 2);
        Assert.Equal(1.96 * result.StandardDeviation / Math.Sqrt(Samples), result.MeanHalfWidth95, 12);
        Assert.InRange(result.PriorDistance, Math.Sqrt(2) * (mean - 6 * error), Math.Sqrt(2) * (mean + 6 * error));
        Assert.Equal(0.5 / Math.Sqrt(2), result.RelativeMean, 2);
        // The median of χ with 3 degrees of freedom is 1.5382.
        Assert.Equal([0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99], result.Quantiles.Select(quantile => quantile.Share));
        Assert.Equal(0.5 * 1.5382, result.Quantiles[3].Value, 2);
        Assert.Equal(result.Quantiles.Select(quantile => quantile.Value).Order(), result.Quantiles.Select(quantile => quantile.Value));
    }

    [Fact]
    public void Distances_are_those_of_the_generators_space()
    {
        using var plain = new FakeSpace("Z", factor: 1);
        using var scaled = new FakeSpace("W", factor: 3);
        var z = MonteCarlo.Estimate(plain, plain.Layout.SpanOf("a"), Proportional(0.5f), 100, seed: 1);
        var w = MonteCarlo.Estimate(scaled, scaled.Layout.SpanOf("a"), Proportional(0.5f), 100, seed: 1);
        Assert.Equal("W", w.Space);
        Assert.Equal(3 * z.Mean, w.Mean, 5);
        Assert.Equal(z.RelativeMean, w.RelativeMean, 5);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4097)]
    public void Samples_are_a_function_of_seed_and_number(int samples)
    {
        using var generator = new FakeSpace("Z", factor: 1);
        var span = generator.Layout.SpanOf("a");
        var first = MonteCarlo.Estimate(generator, span, Proportional(1), samples, seed: 1);
        Assert.Equal(first.Mean, MonteCarlo.Estimate(generator, span, Proportional(1), samples, seed: 1).Mean);
        Assert.NotEqual(first.Mean, MonteCarlo.Estimate(generator, span, Proportional(1), samples, seed: 2).Mean);
        Assert.True(first.PriorDistance > 0);
    }

    [Fact]
    public void A_walker_of_another_width_is_refused()
    {
        using var generator = new FakeSpace("Z", factor: 1);
        var error = Assert.Throws<ArgumentException>(() =>
            MonteCarlo.Estimate(generator, generator.Layout.SpanOf("a..b"), Proportional(1), 10, seed: 1));
        Assert.Contains("The walker has 3 inputs, but 'a..b' has 5 coordinates", error.Message);
    }

    /// <summary>p(z) = factor · z, as long as no coordinate is below -<see cref="Shift"/>.</summary>
    static Walker Proportional(float factor) => new(
        [1, 0, 0, 0, 1, 0, 0, 0, 1], [Shift, Shift, Shift],
        [factor, 0, 0, 0, factor, 0, 0, 0, factor], [-factor * Shift, -factor * Shift, -factor * Shift]);

    sealed class FakeSpace(string space, double factor) : TorchGenerator
    {
        public override string Name => "fake";

        public override LatentLayout Layout { get; } = new([new("a", [3]), new("b", [2])]);

        public override ImageShape ImageShape => new(3, 8, 8);

        public override Device Device => CPU;

        public override string DistanceSpace => space;

        public override Tensor ToDistanceSpace(LatentSpan span, Tensor vectors) => vectors * factor;

        public override void MoveTo(Device device)
        {
        }

        public override Tensor Decode(IReadOnlyList<Tensor> latents) => throw new InvalidOperationException("No image is needed.");

        public override void Dispose()
        {
        }
    }
}
