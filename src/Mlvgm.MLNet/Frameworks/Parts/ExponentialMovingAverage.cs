using static TorchSharp.torch;

namespace Mlvgm.MLNet.Frameworks.Parts;

/// <summary>A network that follows another slowly (docs/method/frameworks.md#byol).</summary>
static class ExponentialMovingAverage
{
    /// <summary>target ← momentum x target + (1 - momentum) x online, for each pair of parameters, in place and without gradient.</summary>
    /// <param name="targets">What follows.</param>
    /// <param name="online">What is followed: tensors of the same shapes, in the same order.</param>
    /// <param name="momentum">The share that a target keeps, in [0, 1].</param>
    public static void Update(IEnumerable<Tensor> targets, IEnumerable<Tensor> online, double momentum)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (target, source) in targets.Zip(online)) target.mul_(momentum).add_(source, alpha: 1 - momentum);
    }
}
