using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Losses;

/// <summary>
/// The losses of frameworks in which each view predicts the other view's target, both ways. They see directions alone, not lengths, and
/// no gradient flows into a target. Arguments are [batch, width]; results are scalars with their graph, in the caller's dispose scope.
/// </summary>
/// <example>See <c>examples/ApiTour/LossFunctions.cs</c>.</example>
public static class PredictionLoss
{
    /// <summary>SimSiam's (docs/method/frameworks.md#simsiam): -(cos(p1, t2) + cos(p2, t1)) / 2, averaged over the batch: -1 at agreement, at most 1.</summary>
    /// <param name="prediction1">p1: what the first view predicts of the second's target.</param>
    /// <param name="prediction2">p2: what the second view predicts of the first's target.</param>
    /// <param name="target1">t1: the first view's target.</param>
    /// <param name="target2">t2: the second view's target.</param>
    public static Tensor NegativeCosine(Tensor prediction1, Tensor prediction2, Tensor target1, Tensor target2)
    {
        using var scope = NewDisposeScope();
        return (-0.5 * (Cosine(prediction1, target2) + Cosine(prediction2, target1))).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// BYOL's (docs/method/frameworks.md#byol): the squared distances between unit vectors, (2 - 2 cos(p1, t2)) + (2 - 2 cos(p2, t1)), averaged over the
    /// batch; in [0, 8], 0 at agreement. It is 4 + 4 x <see cref="NegativeCosine"/>.
    /// </summary>
    /// <inheritdoc cref="NegativeCosine"/>
    public static Tensor SquaredDistance(Tensor prediction1, Tensor prediction2, Tensor target1, Tensor target2)
    {
        using var scope = NewDisposeScope();
        return (4 + 4 * NegativeCosine(prediction1, prediction2, target1, target2)).MoveToOuterDisposeScope();
    }

    static Tensor Cosine(Tensor prediction, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(target);
        return functional.cosine_similarity(prediction, target.detach(), dim: 1).mean();
    }
}
