namespace Mlvgm.MLNet.Torch.Generators.Nvae.Training;

/// <summary>The learning rate and the divergences' warm-up as functions of the step.</summary>
sealed class NvaeSchedule(NvaeTrainer.Options options, long steps)
{
    const double FirstBeta = 1e-4;

    /// <summary>Linear over the first hundredth, then a cosine to the final rate.</summary>
    public double LearningRate(long step)
    {
        long rise = Math.Max(1, steps / 100);
        if (step < rise) return options.LearningRate * (step + 1) / rise;
        double done = (double)(step - rise) / Math.Max(1, steps - rise);
        double cosine = 0.5 * (1 + Math.Cos(Math.PI * done));
        return options.FinalLearningRate + (options.LearningRate - options.FinalLearningRate) * cosine;
    }

    /// <summary>From 1e-4 to 1, linearly.</summary>
    public double Beta(long step) => Math.Clamp(step / (options.KlWarmUp * steps), FirstBeta, 1);
}
