namespace Mlvgm.MLNet.Frameworks.Parts;

/// <summary>How the momentum of a target network develops over a run.</summary>
/// <example>See <c>examples/ApiTour/EveryFramework.cs</c>.</example>
public enum MomentumSchedule
{
    /// <summary>It stays what it is: the paper (docs/method/frameworks.md#byol).</summary>
    Constant,

    /// <summary>It rises along half a cosine to 1, so that the target comes to rest (Grill et al., 2020).</summary>
    Cosine,
}

/// <summary>What each <see cref="MomentumSchedule"/> means.</summary>
static class MomentumSchedules
{
    /// <summary>The momentum of the update after a step: <paramref name="initial"/>, or 1 - (1 - initial) (1 + cos(π step / steps)) / 2.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="initial">The momentum after the first step, in [0, 1].</param>
    /// <param name="step">The step, 0-based.</param>
    /// <param name="steps">Steps in all; 1 or more.</param>
    public static double At(this MomentumSchedule schedule, double initial, int step, int steps) => schedule == MomentumSchedule.Cosine
        ? 1 - (1 - initial) * 0.5 * (1 + Math.Cos(Math.PI * step / steps))
        : initial;
}
