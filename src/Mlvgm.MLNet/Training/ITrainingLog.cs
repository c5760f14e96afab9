namespace Mlvgm.MLNet.Training;

/// <summary>Keeps the course of a training run.</summary>
/// <example>See <c>examples/ApiTour/TrainingLoop.cs</c>.</example>
public interface ITrainingLog
{
    /// <summary>Called before the first step of a session: entries after <paramref name="step"/> finished steps will come again.</summary>
    void Rewind(int step);

    /// <summary>Called on the training thread, every <see cref="TrainingOptions.LogEvery"/> steps and at each look of the monitor.</summary>
    void Write(TrainingProgress progress);
}
