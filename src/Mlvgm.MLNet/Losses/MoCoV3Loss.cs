using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Losses;

/// <summary>
/// The loss of MoCo v3 (Chen, Xie, He, ICCV 2021, Eq. 1 and Algorithm 1; docs/method/frameworks.md#moco-v3): each query is to find the key of its
/// own image among the keys of the batch. Unlike <see cref="InfoNce"/>'s, its candidates are keys of the other view alone, and have no gradient.
/// </summary>
/// <example>See <c>examples/ApiTour/LossFunctions.cs</c>.</example>
public static class MoCoV3Loss
{
    /// <summary>l(q1, k2) + l(q2, k1), with l(q, k) = -2τ mean_i log(exp(q_i · k_i / τ) / Σ_j exp(q_i · k_j / τ)) of unit vectors.</summary>
    /// <param name="query1">q1: the first view's queries, [K, width]; of any length, since only directions count.</param>
    /// <param name="query2">q2: the second view's queries, [K, width].</param>
    /// <param name="key1">k1: the first view's keys, [K, width]; no gradient flows into them.</param>
    /// <param name="key2">k2: the second view's keys, [K, width].</param>
    /// <param name="temperature">τ; positive. The factor 2τ keeps the gradient's size from depending on it.</param>
    /// <returns>A scalar, with its graph, in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or K is below 2.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not positive.</exception>
    public static Tensor Compute(Tensor query1, Tensor query2, Tensor key1, Tensor key2, double temperature)
    {
        LossInput.RequirePositive(temperature);
        LossInput.RequireMatrices(query1, key2);
        LossInput.RequireMatrices(query2, key1);
        using var scope = NewDisposeScope();
        return (Contrast(query1, key2, temperature) + Contrast(query2, key1, temperature)).MoveToOuterDisposeScope();
    }

    static Tensor Contrast(Tensor queries, Tensor keys, double temperature)
    {
        var scores = functional.normalize(queries, dim: 1).matmul(functional.normalize(keys.detach(), dim: 1).t()) / temperature;
        return 2 * temperature * functional.cross_entropy(scores, arange(queries.shape[0], dtype: ScalarType.Int64, device: queries.device));
    }
}
