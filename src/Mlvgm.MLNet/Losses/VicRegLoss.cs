using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Losses;

/// <summary>
/// The loss of VICReg (Bardes, Ponce, LeCun, ICLR 2022, Eq. 1-6; docs/method/frameworks.md#vicreg): views agree, every coordinate varies over the
/// batch, and no two say the same. Arguments are projections [K, width]; results are scalars with their graph, in the caller's dispose scope.
/// </summary>
/// <example>See <c>examples/ApiTour/LossFunctions.cs</c>.</example>
public static class VicRegLoss
{
    const double Epsilon = 1e-4;
    const double Deviation = 1;

    /// <summary>λ s(z1, z2) + μ (v(z1) + v(z2)) + ν (c(z1) + c(z2)); it does not depend on which view comes first.</summary>
    /// <param name="first">z1: projections of one view, [K, width].</param>
    /// <param name="second">z2: projections of the other view, [K, width]: row i is the partner of row i.</param>
    /// <param name="invarianceWeight">λ.</param>
    /// <param name="varianceWeight">μ.</param>
    /// <param name="covarianceWeight">ν.</param>
    /// <returns>A scalar, with its graph, in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or K is below 2.</exception>
    public static Tensor Compute(Tensor first, Tensor second, double invarianceWeight, double varianceWeight, double covarianceWeight)
    {
        LossInput.RequireMatrices(first, second);
        using var scope = NewDisposeScope();
        return (invarianceWeight * Invariance(first, second)
            + varianceWeight * (Variance(first) + Variance(second))
            + covarianceWeight * (Covariance(first) + Covariance(second))).MoveToOuterDisposeScope();
    }

    /// <summary>s: the mean over rows and coordinates of (z1 - z2)², as in the paper's algorithm; its Eq. 5 sums over the coordinates.</summary>
    /// <param name="first">z1, [K, width].</param>
    /// <param name="second">z2, [K, width].</param>
    public static Tensor Invariance(Tensor first, Tensor second)
    {
        LossInput.RequireMatrices(first, second);
        return functional.mse_loss(first, second);
    }

    /// <summary>v: the mean over coordinates of max(0, 1 - sqrt(Var + 1e-4)), with the variance over K - 1.</summary>
    /// <param name="projections">z, [K, width].</param>
    public static Tensor Variance(Tensor projections)
    {
        ArgumentNullException.ThrowIfNull(projections);
        using var scope = NewDisposeScope();
        return functional.relu(Deviation - (projections.var(0) + Epsilon).sqrt()).mean().MoveToOuterDisposeScope();
    }

    /// <summary>c: the squared covariances of different coordinates, over K - 1, summed and divided by the width.</summary>
    /// <param name="projections">z, [K, width].</param>
    public static Tensor Covariance(Tensor projections)
    {
        ArgumentNullException.ThrowIfNull(projections);
        using var scope = NewDisposeScope();
        var centred = projections - projections.mean([0], keepdim: true);
        var covariance = centred.t().matmul(centred) / (projections.shape[0] - 1);
        return ((covariance.square().sum() - covariance.diagonal().square().sum()) / projections.shape[1]).MoveToOuterDisposeScope();
    }
}
