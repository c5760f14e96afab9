using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.Runs;

/// <summary>Writes the course of a run to several places.</summary>
sealed class RunLog(params IReadOnlyList<ITrainingLog> logs) : ITrainingLog
{
    public void Rewind(int step)
    {
        foreach (var log in logs) log.Rewind(step);
    }

    public void Write(TrainingProgress progress)
    {
        foreach (var log in logs) log.Write(progress);
    }
}
