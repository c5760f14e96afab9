using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Losses;

/// <summary>
/// InfoNCE in its NT-Xent form (paper, Eq. 2; docs/method/measurement.md#infonce): each of 2K unit features is to find its partner among 2K - 1 others, both
/// views of every other sample being negatives. In nats; it does not depend on which view is called the anchor.
/// </summary>
/// <example>See <c>examples/ApiTour/LossFunctions.cs</c>.</example>
public static class InfoNce
{
    /// <summary>The mean over the 2K features of <see cref="PerFeature"/>.</summary>
    /// <inheritdoc cref="PerFeature"/>
    /// <returns>A scalar, with its graph, in the caller's dispose scope.</returns>
    public static Tensor Loss(Tensor first, Tensor second, double temperature)
    {
        using var scope = NewDisposeScope();
        return PerFeature(first, second, temperature).mean().MoveToOuterDisposeScope();
    }

    /// <summary>-log(exp(s(a, partner) / τ) / Σ_{b ≠ a} exp(s(a, b) / τ)) for every feature a, s the dot product.</summary>
    /// <param name="first">Features of one view, [K, width], each of length 1.</param>
    /// <param name="second">Features of the other view, [K, width]: row i is the partner of row i.</param>
    /// <param name="temperature">τ; positive.</param>
    /// <returns>[2K]: the first view's losses, then the second's; with the graph, in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or K is below 2.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not positive.</exception>
    public static Tensor PerFeature(Tensor first, Tensor second, double temperature)
    {
        LossInput.RequirePositive(temperature);
        LossInput.RequireMatrices(first, second);
        long pairs = first.shape[0];
        using var scope = NewDisposeScope();
        var features = cat([first, second]);
        var itself = eye(2 * pairs, dtype: ScalarType.Bool, device: first.device);
        var scores = (features.matmul(features.t()) / temperature).masked_fill(itself, double.NegativeInfinity);
        var partners = (arange(2 * pairs, dtype: ScalarType.Int64, device: first.device) + pairs).remainder(2 * pairs);
        return functional.cross_entropy(scores, partners, reduction: Reduction.None).MoveToOuterDisposeScope();
    }

    /// <summary>log(2K - 1): the loss of features that say nothing, and so the most mutual information that K pairs can show.</summary>
    /// <param name="pairs">K; 2 or more.</param>
    public static double Ceiling(int pairs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 2);
        return Math.Log(2.0 * pairs - 1);
    }
}
