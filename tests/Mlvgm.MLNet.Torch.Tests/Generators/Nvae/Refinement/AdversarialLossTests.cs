using Mlvgm.MLNet.Torch.Generators.Nvae.Refinement;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.Nvae.Refinement;

public class AdversarialLossTests
{
    [Fact]
    public void Losses_are_the_cross_entropies_of_the_logits()
    {
        using var scope = NewDisposeScope();
        var (real, samples) = (tensor([0f, 2f]), tensor([0f, -1f]));
        double Softplus(double x) => Math.Log(1 + Math.Exp(x));
        Assert.Equal((Softplus(0) + Softplus(-2)) / 2 + (Softplus(0) + Softplus(-1)) / 2, AdversarialLoss.Discriminator(real, samples).item<float>(), 1e-6);
        Assert.Equal((Softplus(0) + Softplus(1)) / 2, AdversarialLoss.Generator(samples).item<float>(), 1e-6);
    }

    [Fact]
    public void The_penalty_of_a_linear_score_is_half_its_squared_weights_and_pulls_them_to_zero()
    {
        using var scope = NewDisposeScope();
        var weights = arange(12, dtype: float64).reshape(1, 3, 2, 2).requires_grad_(true);
        var images = ones(5, 3, 2, 2, dtype: float64).requires_grad_(true);
        var penalty = AdversarialLoss.GradientPenalty((images * weights).sum([1, 2, 3]), images);
        Assert.Equal(506 / 2.0, penalty.item<double>(), 1e-12);
        penalty.backward();
        Assert.True(weights.grad!.allclose(weights));
    }

    [Fact]
    public void The_penalty_of_a_discriminator_has_the_slope_that_finite_differences_give()
    {
        using var scope = NewDisposeScope();
        using var discriminator = new Discriminator(new(1, 8, 8), width: 16, seed: 1);
        var images = (arange(2 * 64, dtype: float32) * 0.37).sin().reshape(2, 1, 8, 8).add(1).div(2).requires_grad_(true);
        Tensor Penalty() => AdversarialLoss.GradientPenalty(discriminator.Score(images), images);
        Penalty().backward();
        var weight = discriminator.get_parameter("score.weight")!;
        var slope = weight.grad!.clone();
        var direction = slope / slope.norm();
        const double Step = 1e-2;
        double At(double distance)
        {
            using (no_grad()) weight.add_(direction * distance);
            double value = Penalty().item<float>();
            using (no_grad()) weight.sub_(direction * distance);
            return value;
        }
        double expected = (At(Step) - At(-Step)) / (2 * Step);
        Assert.Equal(expected, slope.norm().item<float>(), 0.01 * expected);
    }
}
