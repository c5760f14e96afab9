using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Losses;

/// <summary>
/// The loss of DINO (Caron et al., ICCV 2021, Eq. 1-4; docs/method/frameworks.md#dino): the student's distribution over the outputs is to be that
/// which the teacher, centred and sharpened, gives the other view.
/// </summary>
/// <example>See <c>examples/ApiTour/LossFunctions.cs</c>.</example>
public static class DinoLoss
{
    /// <summary>(H(P_t1, P_s2) + H(P_t2, P_s1)) / 2, averaged over the batch; P_t = softmax((t - c) / τ_t), P_s = softmax(s / τ_s), H in nats.</summary>
    /// <param name="student1">s1: the student's outputs for the first view, [K, outputs].</param>
    /// <param name="student2">s2: the student's outputs for the second view, [K, outputs].</param>
    /// <param name="teacher1">t1: the teacher's outputs for the first view, [K, outputs]; no gradient flows into them.</param>
    /// <param name="teacher2">t2: the teacher's outputs for the second view, [K, outputs].</param>
    /// <param name="center">c: what is taken from every row of the teacher's outputs, [outputs]; no gradient flows into it.</param>
    /// <param name="studentTemperature">τ_s; positive.</param>
    /// <param name="teacherTemperature">τ_t; positive, and below τ_s to sharpen.</param>
    /// <returns>A scalar, with its graph, in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or K is below 2.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A temperature is not positive.</exception>
    public static Tensor Compute(
        Tensor student1, Tensor student2, Tensor teacher1, Tensor teacher2, Tensor center, double studentTemperature, double teacherTemperature)
    {
        ArgumentNullException.ThrowIfNull(center);
        LossInput.RequirePositive(studentTemperature);
        LossInput.RequirePositive(teacherTemperature);
        LossInput.RequireMatrices(teacher1, student2);
        LossInput.RequireMatrices(teacher2, student1);
        using var scope = NewDisposeScope();
        return (0.5 * (CrossEntropy(teacher1, student2) + CrossEntropy(teacher2, student1))).MoveToOuterDisposeScope();

        Tensor CrossEntropy(Tensor teacher, Tensor student)
        {
            var wanted = functional.softmax((teacher - center).detach() / teacherTemperature, dim: 1);
            return -(wanted * functional.log_softmax(student / studentTemperature, dim: 1)).sum(1).mean();
        }
    }
}
