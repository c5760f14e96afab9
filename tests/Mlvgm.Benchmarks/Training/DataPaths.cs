using System.Diagnostics;
using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.SimSiam;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.DecodedStore;
using Mlvgm.MLNet.Training.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.Benchmarks.Training;

/// <summary>
/// An epoch of 10,000 images by three ways of feeding the same encoder: a generator, JPEG files that are decoded in every epoch, and the store that they
/// are decoded into once.
/// </summary>
static class DataPaths
{
    const string Archive = "../shared/data/cifar10-jpeg.zip";
    const int Images = 10_000;
    const int Batch = 256;
    static readonly ImageShape Shape = new(3, 32, 32);

    public static void Run(TextWriter output)
    {
        if (!File.Exists(Archive))
        {
            output.WriteLine($"There is no '{Archive}', whose JPEG files are wanted: run this in the repository's root, beside shared.");
            return;
        }
        using var generator = GeneratorRegistry.Open("fashion-mnist-nvae", CPU);
        string folder = Directory.CreateTempSubdirectory("mlvgm-paths-").FullName;
        try
        {
            var files = Pipeline(Extract(folder));
            string path = Path.Combine(folder, "decoded.store");
            using var decoding = new DecodingSource(files);
            using var generated = new ContinuousSamplingSource(generator, Quickstart.Pipeline.Strategy, seed: 1);
            long start = Stopwatch.GetTimestamp();
            StoredViewSource.Decode(files, ["Image"], Shape, path, pixelMaximum: 255);
            double written = Stopwatch.GetElapsedTime(start).TotalSeconds;
            using var stored = StoredViewSource.Open(path, seed: 1);
            output.WriteLine("| way | seconds per epoch | share of waiting for pairs |");
            output.WriteLine("|---|---:|---:|");
            Row(output, "generator (1x32x32, two images a pair)", generated, 0);
            Row(output, "JPEG files, decoded in every epoch", decoding, 0);
            Row(output, "store, first epoch (with decoding)", stored, written);
            Row(output, "store, later epochs", stored, 0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Trains an epoch twice and takes the faster.</summary>
    static void Row(TextWriter output, string name, IViewSource source, double before)
    {
        var results = Enumerable.Range(0, 2).Select(_ => Train(source)).OrderBy(result => result.Elapsed).ToList();
        double training = results[0].Elapsed.TotalSeconds, waiting = results[0].GenerationShare * training + before;
        output.WriteLine(FormattableString.Invariant($"| {name} | {training + before:f1} | {waiting / (training + before):p1} |"));
    }

    static TrainingResult Train(IViewSource source)
    {
        var shape = source.ImageShape;
        var backbone = new ResNetOptions("resnet18") { Width = 16 }.Create(new BackboneInput(shape));
        var framework = new SimSiamOptions().Create(new FrameworkInput(backbone.FeatureWidth, backbone.Copy));
        float[] half = [.. Enumerable.Repeat(0.5f, shape.Channels)];
        var augmentation = new AugmentationPipeline([.. AugmentationPipeline.CropAndFlip(32, 32).Steps, new Normalization(half, half)]);
        var options = new TrainingOptions { BatchSize = Batch, Steps = Images / Batch };
        using var network = backbone.Network;
        using var heads = framework.Heads;
        return new EncoderTrainer(network, framework, source, augmentation, options).Run(CPU);
    }

    static string[] Extract(string folder)
    {
        using var archive = ZipFile.OpenRead(Archive);
        var entries = archive.Entries.Where(entry => entry.FullName.EndsWith(".jpg", StringComparison.OrdinalIgnoreCase)
            || entry.FullName.EndsWith(".jpeg", StringComparison.OrdinalIgnoreCase)).Take(Images);
        return [.. entries.Select((entry, i) =>
        {
            string path = Path.Combine(folder, $"{i:d5}.jpg");
            entry.ExtractToFile(path);
            return path;
        })];
    }

    static IDataView Pipeline(string[] files)
    {
        var ml = new MLContext();
        var paths = ml.Data.LoadFromEnumerable(files.Select(file => new ImagePath { File = file }));
        return ml.Transforms.LoadImages("Picture", imageFolder: null, "File")
            .Append(ml.Transforms.ResizeImages("Sized", 32, 32, "Picture"))
            .Append(ml.Transforms.ExtractPixels("Image", "Sized"))
            .Fit(paths).Transform(paths);
    }

    sealed class ImagePath
    {
        public string File = "";
    }

    /// <summary>Rows of a view in their order, read anew in every epoch.</summary>
    sealed class DecodingSource(IDataView view) : IViewSource
    {
        RowImageCursor? _cursor;

        public ImageShape ImageShape => Shape;

        public void MoveTo(ViewPosition position) => throw new NotSupportedException();

        public ViewBatch Next(int batchSize, Device device)
        {
            float[] buffer = new float[batchSize * Shape.Size];
            for (int row = 0; row < batchSize; row++)
            {
                if (_cursor?.Read(buffer, row, batchSize) == true) continue;
                _cursor?.Dispose();
                _cursor = new RowImageCursor(view, ["Image"], Shape, 255);
                row = -1;
            }
            var images = tensor(buffer, [batchSize, Shape.Channels, Shape.Height, Shape.Width], device: device).div_(255);
            return new ViewBatch(images, images, 0, 0);
        }

        public void Dispose() => _cursor?.Dispose();
    }
}
