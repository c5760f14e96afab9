using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Frameworks.SimClr;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Models;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Views;

namespace Quickstart;

/// <summary>The path from a generator to a classifier of real images.</summary>
public static class Pipeline
{
    /// <summary>The rows of the table.</summary>
    public const string RawPixels = "raw pixels", Untrained = "network, untrained", Trained = "network, trained", Shipped = "shipped encoder";

    /// <summary>The garment (first latent) moves a little; the details (later latents) are drawn anew.</summary>
    public static ViewStrategy Strategy { get; } = ViewStrategy.PerLatent("ml-random",
        ("z0", new RandomPerturbation(new TruncatedNormal(0, 0.3, 2))),
        ("z1", new ResamplePerturbation()),
        ("z2", new ResamplePerturbation()));

    /// <summary>Trains an encoder and probes raw pixels, the untrained network, the trained one and the shipped one on real images.</summary>
    /// <returns>One run per kind of features and label budget.</returns>
    public static IReadOnlyList<ProbeRun> Run(Settings settings, TextWriter output, CancellationToken cancellation)
    {
        var ml = new MLContext(seed: (int)settings.Seed);
        var device = DeviceChoice.Parse(settings.Device);
        output.WriteLine(device.Explanation);

        // 1. A generator that ships with the library, and an endless view over it. Nothing is generated until it is read.
        using var generator = GeneratorRegistry.Open("fashion-mnist-nvae", device.Device);
        var views = ml.Data.LoadFromGenerator(generator, Strategy, new GeneratedDataView.Options
        {
            Seed = settings.Seed,
            AnchorColumnName = "Image",
        });
        string picture = Path.Combine(settings.OutputFolder, "views.png");
        ViewPicture.Write(views, picture);
        output.WriteLine($"Wrote {picture}: pairs of rows, anchors above their positives.");

        // 2. The same network untrained, and trained by Continuous Sampling: every batch is new, none is stored.
        var untrained = Estimator(ml, settings with { Steps = 0 }, "untrained", output, cancellation).Train(views);
        var trained = Estimator(ml, settings, "encoder", output, cancellation).Train(views);
        cancellation.ThrowIfCancellationRequested();
        output.WriteLine($"Trained {trained.Training.Steps} steps in {trained.Training.Elapsed.TotalSeconds:f0} s, " +
            $"{trained.Training.ImagesPerSecond:f0} images/s, {trained.Training.GenerationShare:p0} of the time generating.");
        output.WriteLine($"Wrote {trained.OnnxPath}: largest difference between module and ONNX Runtime {trained.LargestDifference:g2}.");

        // 3. Standard ML.NET from here on: real labelled images, the encoder as a transformer, a linear classifier.
        var train = ml.Data.LoadFromImageDataset(LabelledImages(settings, DatasetSplit.Train));
        var test = ml.Data.LoadFromImageDataset(LabelledImages(settings, DatasetSplit.Test));
        var protocol = new ProbeProtocol(ml, new ProbeProtocol.Options { Seeds = settings.LabelSeeds });
        var raw = protocol.Run(RawPixels, Features(train, "Image"), Features(test, "Image"), cancellation);
        var before = Probe(Untrained, untrained.Transformer);
        var after = Probe(Trained, trained.Transformer);

        // 4. The encoder that ships with the library: longer training of a wider network, one line of ML.NET.
        string file = ModelStore.Shipped().PathOf("fashion-mnist-encoder", "onnx");
        using var shipped = ml.Transforms.ApplyEncoder("Features", "Image", file).Fit(train);
        return [.. raw, .. before, .. after, .. Probe(Shipped, shipped)];

        IEnumerable<ProbeRun> Probe(string name, ITransformer encoder) => protocol.Run(name,
            Features(encoder.Transform(train), "Features"), Features(encoder.Transform(test), "Features"), cancellation);
    }

    static SelfSupervisedEncoderEstimator Estimator(
        MLContext ml, Settings settings, string folder, TextWriter output, CancellationToken cancellation) =>
        ml.Transforms.SelfSupervisedEncoder("Features", "Image", new SelfSupervisedEncoderEstimator.Options
        {
            Framework = new SimClrOptions(),
            Backbone = new ResNetOptions("resnet10") { Width = settings.Width, ZeroInitialResiduals = false },
            Augmentation = new StandardAugmentationOptions("all") { MinimumCropScale = settings.SmallestCrop },
            Images = new ImageOptions { Mean = [0.286f], StandardDeviation = [0.353f] },
            Training = new TrainingOptions
            {
                BatchSize = settings.BatchSize,
                Steps = settings.Steps,
                LearningRate = settings.LearningRate,
                WarmupSteps = settings.Steps / 16,
                FinalLearningRateShare = 0.01,
                Seed = settings.Seed,
                Progress = new ConsoleProgress(output).Report,
            },
            Run = new RunOptions { Directory = Path.Combine(settings.OutputFolder, folder), Existing = ExistingRun.Replace },
            Device = settings.Device,
            CancellationToken = cancellation,
        });

    static LabelledFeatures Features(IDataView data, string column) => LabelledFeatures.Read(data, column);

    /// <summary>The subset of Fashion-MNIST under examples/data, padded to the generator's 32x32.</summary>
    static ImageDataset LabelledImages(Settings settings, DatasetSplit split)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "data", "fashion-mnist");
        var all = ImageDatasetReader.Read(folder, new ImageDatasetOptions { Split = split, Height = 32, Width = 32 });
        return settings.ImageLimit is { } limit && limit < all.Count
            ? new ImageDataset(all.Shape, all.Pixels[..(limit * all.Shape.Size)].ToArray(), [.. all.Labels.Take(limit)], all.ClassNames)
            : all;
    }
}
