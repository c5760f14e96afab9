using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Frameworks.SimSiam;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Training;

namespace TrainOnYourImages;

/// <summary>Learns an encoder from a folder of images, without labels and without a generator: both views of an image are made by augmentation.</summary>
public static class FolderTraining
{
    /// <summary>Trains, and leaves <c>encoder.onnx</c> and everything about the run in a folder.</summary>
    /// <param name="folder">Images, or class folders, whose names are not looked at.</param>
    /// <param name="runDirectory">Where the run goes; a run that was stopped there goes on.</param>
    /// <param name="side">The side to which images are brought, in pixels.</param>
    /// <param name="quick">A few steps of a small network, to see that everything runs.</param>
    /// <param name="output">Progress, in text.</param>
    /// <param name="cancellation">Ends training after the current step; the encoder so far is written.</param>
    /// <exception cref="InvalidDataException">The folder holds no images, or one that does not decode.</exception>
    public static TrainedEncoder Train(
        string folder, string runDirectory, int side, bool quick, TextWriter output, CancellationToken cancellation)
    {
        var ml = new MLContext(seed: 1);
        // Files are decoded as they are wanted, so that the folder may be of any size.
        var images = ImageDatasetReader.Open(folder, new ImageDatasetOptions { Height = side, Width = side });
        output.WriteLine($"{images.Count} images of {images.Shape}");
        bool resumable = Directory.Exists(runDirectory) && File.Exists(Path.Combine(runDirectory, "options.json"));
        return ml.Transforms.SelfSupervisedEncoder("Features", "Image", new SelfSupervisedEncoderEstimator.Options
        {
            Framework = new SimSiamOptions(),
            // Everything that may change without changing what is seen: crop, flip, colours, grey.
            Augmentation = new StandardAugmentationOptions("all"),
            Backbone = quick ? new ResNetOptions("resnet10") { Width = 4 } : new ResNetOptions("resnet18") { Width = 32 },
            Training = new TrainingOptions
            {
                BatchSize = quick ? 4 : Math.Min(256, images.Count),
                Steps = quick ? 2 : 20_000,
                WarmupSteps = quick ? 0 : 500,
                Progress = new ConsoleProgress(output).Report,
            },
            Run = new RunOptions { Directory = runDirectory, Existing = resumable ? ExistingRun.Resume : ExistingRun.Refuse },
            CancellationToken = cancellation,
        }).Train(ml.Data.LoadFromImageDataset(images));
    }
}
