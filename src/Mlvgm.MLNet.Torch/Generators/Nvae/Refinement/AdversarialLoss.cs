using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Refinement;

/// <summary>The non-saturating loss (Goodfellow et al., 2014) and its penalty on the discriminator's gradient at real images.</summary>
static class AdversarialLoss
{
    /// <summary>What the discriminator minimises: the cross-entropy of its logits [n] for real images and for samples.</summary>
    public static Tensor Discriminator(Tensor real, Tensor samples) => softplus(-real).mean() + softplus(samples).mean();

    /// <summary>What the generator minimises, given the discriminator's logits [n] for samples.</summary>
    public static Tensor Generator(Tensor samples) => softplus(-samples).mean();

    /// <summary>R1: half the mean squared norm of the gradient of <paramref name="scores"/> [n] by <paramref name="images"/> (Mescheder et al., ICML 2018).</summary>
    public static Tensor GradientPenalty(Tensor scores, Tensor images)
    {
        var gradient = autograd.grad([scores.sum()], [images], retain_graph: true, create_graph: true)[0];
        return gradient.square().sum([1, 2, 3]).mean() / 2;
    }
}
