using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.Streaming;
using static TorchSharp.torch;

namespace ApiTour;

/// <summary>An encoder from a folder of any size: files are decoded as they are wanted, and crops are cut from the full pictures.</summary>
public static class StreamedFolder
{
    /// <summary>Trains for three steps on the files of a folder, one of which is damaged.</summary>
    /// <returns>The files there are, and those that were passed over.</returns>
    public static (int Files, IReadOnlyList<SkippedImage> PassedOver) Run(string folder)
    {
        Small.WriteImages(folder, 16);
        File.WriteAllText(Path.Combine(folder, "dark", "damaged.png"), "damaged");
        var files = (ImageFileSet)ImageDatasetReader.Open(folder, new ImageDatasetOptions { Channels = 1, Height = 8, Width = 8, SkipUndecodable = true });
        var ml = new MLContext(seed: 1);
        TrainedEncoder trained = ml.Transforms.SelfSupervisedEncoder("Features", "Image", new SelfSupervisedEncoderEstimator.Options
        {
            Backbone = new ResNetOptions("resnet10") { Width = 2 },
            // Without a store, which is the default, and on two threads.
            Files = new ImageFileOptions { Store = false, DecodingThreads = 2 },
            Training = new TrainingOptions { BatchSize = 8, Steps = 3 },
        }).Train(ml.Data.LoadFromImageDataset(files));
        using (trained.Transformer) return (files.Count, trained.PassedOver);
    }

    /// <summary>For a training loop of one's own, from paths that stand in a column: pairs of crops from the full pictures, of which nothing is left to augment.</summary>
    /// <returns>The shape of the views.</returns>
    public static long[] Pairs(string folder)
    {
        Small.WriteImages(folder, 8);
        var ml = new MLContext();
        IDataView rows = ml.Data.LoadFromEnumerable(Directory.GetFiles(folder, "*.png", SearchOption.AllDirectories).Order().Select(path => new Row { Path = path }));
        var files = new ImageFileSet(Small.Shape, [.. rows.GetColumn<string>("Path")], [], []);
        using var views = new StreamedViewSource(files, seed: 1, AugmentationPipeline.CropAndFlip(6, 6));
        using var scope = NewDisposeScope();
        return views.Next(4, CPU).Positives.shape;
    }

    sealed class Row
    {
        public string Path { get; set; } = "";
    }
}
