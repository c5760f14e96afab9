using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.Nvae.Training;

public class ObjectiveTests
{
    [Fact]
    public void Divergences_below_their_free_bits_cost_nothing_at_the_margin()
    {
        using var scope = NewDisposeScope();
        var options = new NvaeTrainer.Options { KlWeights = [0.5, 1, 2], FreeBits = [0, 5, 5] };
        Tensor[] divergences = [.. new[] { 10f, 3f, 7f }.Select(value => tensor(value, requires_grad: true))];
        var penalty = new NvaeObjective(options).Penalty(divergences, beta: 0.5);
        penalty.backward();
        Assert.Equal(0.5 * (0.5 * 10 + 5 + 2 * 7), penalty.item<float>(), 1e-5);
        Assert.Equal([0.25f, 0f, 1f], divergences.Select(d => d.grad!.item<float>()));
    }

    [Fact]
    public void Balancing_weights_by_size_over_alpha_until_beta_is_one()
    {
        using var scope = NewDisposeScope();
        var objective = new NvaeObjective(new NvaeTrainer.Options { KlBalancing = [1, 4, 16] });
        Tensor[] divergences = [tensor(2f), tensor(4f), tensor(16f)];
        double[] weights = [2 * 3 / 4.0, 1 * 3 / 4.0, 1 * 3 / 4.0];
        double expected = 0.5 * (weights[0] * 2 + weights[1] * 4 + weights[2] * 16);
        Assert.Equal(expected, objective.Penalty(divergences, 0.5).item<float>(), 1e-4);
        Assert.Equal(22, objective.Penalty(divergences, 1).item<float>(), 1e-5);
    }

    [Fact]
    public void The_schedule_rises_falls_and_ends_as_told()
    {
        var schedule = new NvaeSchedule(new NvaeTrainer.Options { LearningRate = 0.1, FinalLearningRate = 0.01, KlWarmUp = 0.5 }, 1000);
        Assert.Equal(0.01, schedule.LearningRate(0), 1e-12);
        Assert.Equal(0.1, schedule.LearningRate(9), 1e-12);
        Assert.Equal(0.055, schedule.LearningRate(505), 1e-12);
        Assert.Equal(0.01, schedule.LearningRate(1000), 1e-12);
        Assert.Equal([1e-4, 0.2, 1, 1], new long[] { 0, 100, 500, 900 }.Select(schedule.Beta));
    }

    [Fact]
    public void The_spectral_penalty_converges_to_the_largest_singular_values()
    {
        using var scope = NewDisposeScope();
        using var network = new NvaeNetwork(TinyNvae.Configuration());
        NvaeInitialisation.Apply(network, seed: 1);
        using var regulariser = new SpectralRegulariser(network, seed: 1);
        double penalty = 0;
        for (int i = 0; i < 60; i++) penalty = regulariser.Penalty().item<float>();
        var (norms, scales) = (0.0, 0);
        foreach (var module in network.Encoder.modules().Concat(network.Decoder.modules()))
        {
            var weight = module switch
            {
                Torch.Generators.Nvae.Layers.WeightNormConv2d conv => conv.Weight,
                Conv2d conv => conv.weight,
                _ => null,
            };
            if (weight is not null) norms += linalg.svdvals(weight.flatten(1))[0].item<float>();
            if (module is BatchNorm2d) scales++;
        }
        Assert.InRange(penalty, 0.99 * (norms + scales), norms + scales + 1e-3);
    }

    [Fact]
    public void An_epoch_visits_every_image_once_and_the_next_in_another_order()
    {
        var draws = new TrainingDraws(TinyNvae.Configuration(), CPU, seed: 7);
        long[] Epoch(long e) => [.. Enumerable.Range(0, 5).SelectMany(step => draws.Batch(e * 5 + step, 20, 4))];
        var (first, second) = (Epoch(0), Epoch(1));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), first.Order());
        Assert.Equal(first.Order(), second.Order());
        Assert.NotEqual(first, second);
        Assert.Equal(first, Epoch(0));
    }

    [Fact]
    public void Noise_is_standard_normal_and_differs_between_steps()
    {
        using var scope = NewDisposeScope();
        var draws = new TrainingDraws(TinyNvae.Configuration(), CPU, seed: 7);
        var noise = draws.Noise("test", 0, 500)[2];
        double n = noise.numel();
        Assert.Equal([500, 1, 8, 8], noise.shape);
        Assert.InRange(noise.mean().item<float>(), -5 / Math.Sqrt(n), 5 / Math.Sqrt(n));
        Assert.InRange(noise.var().item<float>(), 1 - 5 * Math.Sqrt(2 / n), 1 + 5 * Math.Sqrt(2 / n));
        Assert.False(noise.equal(draws.Noise("test", 1, 500)[2]).any().item<bool>());
    }
}
