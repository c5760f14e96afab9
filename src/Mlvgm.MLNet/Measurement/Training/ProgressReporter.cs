using Mlvgm.MLNet.Losses;

namespace Mlvgm.MLNet.Measurement.Training;

/// <summary>Turns the state of a phase into a <see cref="MeasurementProgress"/>.</summary>
sealed record ProgressReporter(MeasurementOptions Options, string Level, int LevelIndex, int LevelCount)
{
    /// <summary>The share of a level at which each phase ends, by what it costs when all iterations are needed.</summary>
    static readonly double[] Ends = [0, 0.6, 0.62, 0.75, 1];

    public void Report(ILevelPhase phase) =>
        Report(phase.Phase, phase.Iteration, phase.MaximumIterations, phase.Smoothed, phase.Perturbation);

    public void Report(
        MeasurementPhase phase, int iteration, int maximum, double loss = double.NaN, double perturbation = double.NaN)
    {
        double begin = Ends[(int)phase], end = Ends[(int)phase + 1];
        Options.Progress?.Invoke(new MeasurementProgress
        {
            Level = Level,
            LevelIndex = LevelIndex,
            LevelCount = LevelCount,
            Phase = phase,
            Iteration = iteration,
            MaximumIterations = maximum,
            InfoNce = loss,
            InfoNcePaperScale = PaperScale.FromTrue(loss, Options.Temperature),
            Perturbation = perturbation,
            Done = (LevelIndex + begin + (end - begin) * iteration / Math.Max(1, maximum)) / LevelCount,
        });
    }
}
