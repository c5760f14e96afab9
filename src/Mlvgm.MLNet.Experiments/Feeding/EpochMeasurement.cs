using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.SimClr;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.DecodedStore;
using Mlvgm.MLNet.Training.Sources;
using Mlvgm.MLNet.Views;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Experiments.Feeding;

/// <summary>
/// Measures an epoch of each way of feeding one encoder: a resident generator, with one or two images a pair; JPEG files that are decoded in every
/// epoch; the store into which they are decoded once. Two steps go before, which are not counted.
/// </summary>
/// <param name="generator">The generator, on the training device.</param>
/// <param name="images">Real images of its shape.</param>
/// <param name="settings">What the epochs have in common.</param>
/// <param name="makeCounter">Begins to count energy.</param>
sealed class EpochMeasurement(TorchGenerator generator, ImageDataset images, FeedingSettings settings, Func<IEnergyCounter> makeCounter)
{
    const int WarmUpSteps = 2;
    const double JoulesPerKilowattHour = 3.6e6;
    const string ImageColumn = "Image";

    /// <summary>Measures an epoch of each way with each batch size.</summary>
    /// <param name="batches">Pairs in a step.</param>
    /// <param name="folder">Where files are kept meanwhile.</param>
    /// <param name="store">The epochs that are finished already.</param>
    /// <param name="finished">Called after each.</param>
    /// <param name="cancellation">Stops between epochs and between steps.</param>
    public void Run(IReadOnlyList<int> batches, string folder, FeedingStore store, Action<FeedingResult> finished, CancellationToken cancellation)
    {
        var files = JpegFolder.Write(Path.Combine(folder, "jpeg"), images, settings.Images);
        string decodedFile = Path.Combine(folder, "decoded.store");
        var ml = new MLContext();
        var decoded = new ImageDataset(images.Shape, images.Pixels[..(settings.Images * images.Shape.Size)].ToArray(), [], []);
        StoredViewSource.Decode(ml.Data.LoadFromImageDataset(decoded, ImageColumn), [ImageColumn], images.Shape, decodedFile, cancellation: cancellation);
        Func<IViewSource>[] sources =
        [
            () => new ContinuousSamplingSource(generator, ViewStrategy.None, seed: 1),
            () => new ContinuousSamplingSource(
                generator, ViewStrategy.Uniform(generator.Layout, new RandomPerturbation(new TruncatedNormal(0, 0.2, 2))), seed: 1),
            () => new FileSource(files),
            () => StoredViewSource.Open(decodedFile, seed: 1),
        ];
        foreach (int batch in batches)
            foreach (var (way, open) in FeedingWays.All.Zip(sources))
                finished(store.Find(way, batch) ?? store.Write(Measure(way, open, batch, cancellation)));
    }

    FeedingResult Measure(string way, Func<IViewSource> open, int batch, CancellationToken cancellation)
    {
        using var source = open();
        Train(source, batch, WarmUpSteps, cancellation);
        var counter = makeCounter();
        var result = Train(source, batch, settings.Images / batch, cancellation);
        double joules = counter.Joules();
        cancellation.ThrowIfCancellationRequested();
        return new FeedingResult(
            way, batch, result.Elapsed.TotalSeconds, result.GenerationShare, joules, settings.GramsPerKilowattHour * joules / JoulesPerKilowattHour);
    }

    TrainingResult Train(IViewSource source, int batch, int steps, CancellationToken cancellation)
    {
        var shape = source.ImageShape;
        var backbone = new ResNetOptions("resnet18") { Width = settings.Width }.Create(new BackboneInput(shape, Seed: 1));
        var framework = new SimClrOptions().Create(new FrameworkInput(backbone.FeatureWidth, backbone.Copy, Seed: 1));
        float[] half = [.. Enumerable.Repeat(0.5f, shape.Channels)];
        var views = new StandardAugmentationOptions("all").Create(shape);
        var augmentation = new AugmentationPipeline([.. views.Pipeline.Steps, new Normalization(half, half)]);
        using var network = backbone.Network;
        using var heads = framework.Heads;
        return new EncoderTrainer(network, framework, source, augmentation, new TrainingOptions { BatchSize = batch, Steps = steps, Seed = 1 })
            .Run(generator.Device, cancellation);
    }
}
