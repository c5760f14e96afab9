using Microsoft.ML;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.Monitors;

namespace ApiTour;

/// <summary>The estimator with a preset, pixels of one's own range, monitors on labelled images, and an early end.</summary>
public static class MonitoredTraining
{
    /// <summary>Trains with a monitor and stops when it no longer improves.</summary>
    /// <param name="monitor">What is measured.</param>
    /// <param name="runDirectory">The run directory.</param>
    /// <returns>What the monitor read at the end, and how the run ended.</returns>
    public static (MonitorReading? Reading, bool StoppedEarly) Run(MonitorOptions monitor, string runDirectory)
    {
        var ml = new MLContext(seed: 1);
        IDataView images = ml.Data.LoadFromImageDataset(Small.Images(24));
        var options = new SelfSupervisedEncoderEstimator.Options
        {
            Backbone = new ResNetOptions("resnet10") { Width = 2 },
            Augmentation = new StandardAugmentationOptions("crop-flip"),
            Images = new ImageOptions { PixelRange = PixelRange.ZeroToOne, Mean = [0.4f], StandardDeviation = [0.3f] },
            LabelledImages = images,
            Monitor = monitor,
            Training = new TrainingOptions
            {
                BatchSize = 8,
                Steps = 12,
                MonitorEvery = 2,
                // Nothing improves by as much: after two readings it ends.
                EarlyStopping = new EarlyStopping { Patience = 2, MinDelta = 0.9, Metric = EarlyStoppingMetric.Accuracy },
            },
            Run = new RunOptions { Directory = runDirectory, Existing = ExistingRun.Replace },
            Device = "cpu",
        };
        TrainedEncoder trained = ml.Transforms.SelfSupervisedEncoder("Features", "Image", options).Train(images);
        using var transformer = trained.Transformer;
        return (trained.Training.Reading, trained.Training.StoppedEarly);
    }

    /// <summary>The k nearest neighbours' vote, which a run with labelled images has unless it is told otherwise.</summary>
    public static MonitorOptions Neighbours { get; } = new KnnMonitorOptions { Neighbours = 3 };

    /// <summary>The settings of the paper's runs, by name.</summary>
    /// <returns>Each preset with its description, and the batch size of the first.</returns>
    public static (IReadOnlyList<string> Presets, int BatchSize) Presets() => (
        [.. EncoderPresets.All.All.Select((EncoderPreset preset) => $"{preset.Name}: {preset.Description}")],
        EncoderPresets.Create(EncoderPresets.All.Names[0]).Training.BatchSize);
}
