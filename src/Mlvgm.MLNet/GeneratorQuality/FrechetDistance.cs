using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.GeneratorQuality;

/// <summary>
/// The Fréchet distance between normal distributions fitted to two sets of features: |μ₁ - μ₂|² + tr(C₁ + C₂ - 2 (C₁C₂)^½) (Heusel et al., 2017,
/// who take the features of an Inception network and call it FID).
/// </summary>
static class FrechetDistance
{
    /// <summary>The distance, 0 or more; in squared units of the features.</summary>
    /// <param name="first">[n, width], at least 2 rows.</param>
    /// <param name="second">[m, width], at least 2 rows.</param>
    /// <exception cref="ArgumentException">The widths differ, or a set has fewer than 2 rows.</exception>
    public static double Between(Tensor first, Tensor second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.dim() != 2 || second.dim() != 2 || first.shape[1] != second.shape[1])
            throw new ArgumentException("Both sets must be [rows, width] with one width.", nameof(second));
        if (first.shape[0] < 2 || second.shape[0] < 2) throw new ArgumentException("Each set needs at least 2 rows.", nameof(second));
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var (mean1, covariance1) = Moments(first);
        var (mean2, covariance2) = Moments(second);
        // tr (C1 C2)^½ = tr (C1^½ C2 C1^½)^½, whose argument is symmetric.
        var root = SquareRoot(covariance1);
        var between = linalg.eigvalsh(root.matmul(covariance2).matmul(root)).clamp(min: 0).sqrt().sum();
        var distance = (mean1 - mean2).pow(2).sum() + covariance1.trace() + covariance2.trace() - 2 * between;
        return Math.Max(0, distance.item<double>());
    }

    static (Tensor Mean, Tensor Covariance) Moments(Tensor features)
    {
        var values = features.to(float64);
        var mean = values.mean([0]);
        var centred = values - mean;
        return (mean, centred.transpose(0, 1).matmul(centred) / (values.shape[0] - 1));
    }

    static Tensor SquareRoot(Tensor symmetric)
    {
        var (values, vectors) = linalg.eigh(symmetric);
        return (vectors * values.clamp(min: 0).sqrt()).matmul(vectors.transpose(0, 1));
    }
}
