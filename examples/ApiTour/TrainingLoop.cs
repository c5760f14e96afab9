using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.SimClr;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.DecodedStore;
using Mlvgm.MLNet.Training.Sources;
using Mlvgm.MLNet.Views;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ApiTour;

/// <summary>The training loop without estimator and files: an encoder, a framework, a source of views, and a log of one's own.</summary>
public static class TrainingLoop
{
    /// <summary>Trains for six steps on views that a generator makes as they are needed.</summary>
    /// <returns>The steps that the log has, the result, and the learning rates of the schedule.</returns>
    public static (IReadOnlyList<int> Logged, TrainingResult Result, IReadOnlyList<double> Rates) Run(string generatorPath)
    {
        using TorchGenerator generator = GeneratorRegistry.Open(generatorPath, CPU);
        var strategy = ViewStrategy.Uniform(generator.Layout, new RandomPerturbation(new TruncatedNormal(0, 0.3, 2)));
        using IViewSource views = new ContinuousSamplingSource(generator, strategy, seed: 1);
        using Module<Tensor, Tensor> encoder = Sequential(Flatten(), Linear(64, 16));
        ISelfSupervisedFramework framework = new SimClrOptions().Create(new FrameworkInput(16, () => Sequential(Flatten(), Linear(64, 16)), Seed: 1));
        var log = new Log();
        var options = new TrainingOptions { BatchSize = 8, Steps = 6, WarmupSteps = 2, LearningRate = 0.1, LogEvery = 2, Log = log };
        TrainingResult result = new EncoderTrainer(encoder, framework, views, AugmentationPipeline.CropAndFlip(8, 8), options).Run(CPU);
        using (framework as IDisposable)
        {
            LearningRateSchedule schedule = options.Schedule;
            return (log.Steps, result, [.. Enumerable.Range(0, options.Steps).Select(schedule.At)]);
        }
    }

    /// <summary>A source of views can be asked for the batch at any place.</summary>
    /// <returns>The first row of the batch, and the shape of its images.</returns>
    public static (long FirstRow, long[] Shape) Batch(string generatorPath)
    {
        using TorchGenerator generator = GeneratorRegistry.Open(generatorPath, CPU);
        using var views = new ContinuousSamplingSource(generator, ViewStrategy.None, seed: 1);
        using var scope = NewDisposeScope();
        views.MoveTo(new ViewPosition(Epoch: 0, Row: 40));
        ViewBatch batch = views.Next(4, CPU);
        return (batch.FirstRow, batch.Positives.shape);
    }

    /// <summary>Real images decoded once into a file, from which epochs are read in random orders.</summary>
    /// <returns>The sum of the pixels of each of two epochs.</returns>
    public static (float First, float Second) Stored(string path)
    {
        ImageDataset images = Small.Images(8);
        StoredViewSource.Decode(new MLContext().Data.LoadFromImageDataset(images), ["Image"], images.Shape, path);
        using IViewSource views = StoredViewSource.Open(path, seed: 1);
        using var scope = NewDisposeScope();
        return (views.Next(8, CPU).Anchors.sum().item<float>(), views.Next(8, CPU).Anchors.sum().item<float>());
    }

    sealed class Log : ITrainingLog
    {
        public List<int> Steps { get; } = [];

        public void Rewind(int step) => Steps.RemoveAll(logged => logged > step);

        public void Write(TrainingProgress progress) => Steps.Add(progress.Step);
    }
}
