using Mlvgm.MLNet.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Runs;

/// <summary>The course of a run as TensorBoard reads it; a resumed run adds a file.</summary>
sealed class TensorBoardFile(string folder) : ITrainingLog
{
    /// <summary>What its files are called; another program's have no such ending.</summary>
    public const string NamePattern = "events.out.tfevents.*" + Ending;

    const string Ending = ".mlvgm";

    SummaryWriter? _writer;

    /// <summary>Does nothing: TensorBoard shows the later of two values.</summary>
    public void Rewind(int step)
    {
    }

    public void Write(TrainingProgress progress)
    {
        _writer ??= utils.tensorboard.SummaryWriter(folder, Ending, createRunName: false);
        Add("train/loss", progress.Loss);
        Add("train/learning_rate", progress.LearningRate);
        Add("train/embedding_deviation", progress.Spread.Deviation);
        Add("speed/images_per_second", progress.ImagesPerSecond);
        Add("speed/generation_share", progress.GenerationShare);
        if (progress.Reading is { } reading) Add($"monitor/{reading.Monitor.ToLowerInvariant()}_accuracy", reading.Accuracy);

        void Add(string tag, double value) => _writer.add_scalar(tag, (float)value, progress.Step);
    }
}
