namespace Mlvgm.MLNet.Training;

/// <summary>A linear warm-up from 0 to the peak, then half a cosine to a share of the peak, step by step (docs/method/frameworks.md#optimisation).</summary>
/// <param name="Peak">The highest learning rate.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="WarmupSteps">Steps of the warm-up.</param>
/// <param name="FinalShare">The learning rate at the last step, as a share of the peak.</param>
/// <example>See <c>examples/ApiTour/TrainingLoop.cs</c>.</example>
public sealed record LearningRateSchedule(double Peak, int Steps, int WarmupSteps = 0, double FinalShare = 0.1)
{
    /// <summary>The learning rate of step <paramref name="step"/>, 0-based.</summary>
    public double At(int step)
    {
        if (step < WarmupSteps) return Peak * (step + 1) / (WarmupSteps + 1);
        int last = Steps - 1 - WarmupSteps;
        double progress = last <= 0 ? 0 : Math.Clamp((double)(step - WarmupSteps) / last, 0, 1);
        double floor = Peak * FinalShare;
        return floor + 0.5 * (Peak - floor) * (1 + Math.Cos(Math.PI * progress));
    }
}
