using static TorchSharp.torch;

namespace Mlvgm.MLNet.Losses;

/// <summary>
/// The loss of Barlow Twins (Zbontar et al., ICML 2021, Eq. 1 and 2; docs/method/frameworks.md#barlow-twins): the cross-correlation of the views'
/// projections is to be the identity. It does not depend on the coordinates' means and scales, nor on which view comes first.
/// </summary>
/// <example>See <c>examples/ApiTour/LossFunctions.cs</c>.</example>
public static class BarlowTwinsLoss
{
    const double Epsilon = 1e-5;

    /// <summary>Σ_i (1 - C_ii)² + λ Σ_{i ≠ j} C_ij²: a sum over coordinates, not a mean.</summary>
    /// <inheritdoc cref="CrossCorrelation"/>
    /// <param name="first">Projections of one view, [K, width], as they leave the projector.</param>
    /// <param name="second">Projections of the other view, [K, width]: row i is the partner of row i.</param>
    /// <param name="redundancyWeight">λ: what the correlation of two coordinates costs beside a coordinate's with itself.</param>
    /// <returns>A scalar, with its graph, in the caller's dispose scope.</returns>
    public static Tensor Compute(Tensor first, Tensor second, double redundancyWeight)
    {
        using var scope = NewDisposeScope();
        var correlation = CrossCorrelation(first, second);
        var diagonal = correlation.diagonal();
        var redundancy = correlation.square().sum() - diagonal.square().sum();
        return ((1 - diagonal).square().sum() + redundancyWeight * redundancy).MoveToOuterDisposeScope();
    }

    /// <summary>C = ẑ1ᵀ ẑ2 / K, with ẑ the coordinates standardised over the batch as by batch normalisation: variance over K, plus 1e-5.</summary>
    /// <param name="first">Projections of one view, [K, width].</param>
    /// <param name="second">Projections of the other view, [K, width].</param>
    /// <returns>[width, width], in [-1, 1]; with its graph, in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or K is below 2.</exception>
    public static Tensor CrossCorrelation(Tensor first, Tensor second)
    {
        LossInput.RequireMatrices(first, second);
        using var scope = NewDisposeScope();
        return (Standardized(first).t().matmul(Standardized(second)) / first.shape[0]).MoveToOuterDisposeScope();
    }

    static Tensor Standardized(Tensor projections)
    {
        var centred = projections - projections.mean([0], keepdim: true);
        return centred / (centred.square().mean([0], keepdim: true) + Epsilon).sqrt();
    }
}
