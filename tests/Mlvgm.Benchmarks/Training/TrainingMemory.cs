using BringYourOwn;
using Microsoft.ML;
using Mlvgm.Benchmarks.Memory;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.DecodedStore;
using Mlvgm.MLNet.Training.Sources;
using Mlvgm.Testing;
using Mlvgm.Testing.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.Benchmarks.Training;

/// <summary>Resident memory and live tensors over the steps of every framework, on a generator's pairs and on images, each in a process of its own.</summary>
static class TrainingMemory
{
    /// <summary>The verb of one process.</summary>
    public const string ChildVerb = "memory-of";

    const string Generated = "generator";
    const string Images = "images";
    const int ImageCount = 400;

    /// <summary>Trains every framework, or those named, and writes every sample to a CSV file.</summary>
    public static void Run(TextWriter output, string csv, int steps, IReadOnlyCollection<string> names)
    {
        using var lines = new StreamWriter(csv) { AutoFlush = true };
        lines.WriteLine(MemoryCourse.CsvHeader);
        output.WriteLine(MemoryCourse.Header("steps"));
        foreach (string framework in FrameworkRegistry.All.Names.Where(name => names.Count == 0 || names.Contains(name)))
        {
            foreach (string source in (string[])[Generated, Images])
            {
                var course = MemoryCourse.OfChild(
                    $"{framework} on {source}", ChildVerb, framework, source, steps.ToString(System.Globalization.CultureInfo.InvariantCulture));
                foreach (string line in course.Lines()) lines.WriteLine(line);
                output.WriteLine(course);
            }
        }
    }

    /// <summary>One framework on one source.</summary>
    public static void RunChild(string framework, string source, int steps)
    {
        using var folder = new TemporaryFolder();
        using var generator = NvaeGenerator.Load(TinyModels.Generator(folder));
        var shape = generator.ImageShape;
        using IViewSource views = source == Generated
            ? new ContinuousSamplingSource(generator, StrategyText.Parse("random:0.3", generator.Layout), seed: 1)
            : Stored(folder);
        var backbone = new ThreeLayersOptions().Create(new BackboneInput(shape));
        var parts = FrameworkRegistry.All.Find(framework).Create(new FrameworkInput(backbone.FeatureWidth, backbone.Copy));
        var augmentation = new AugmentationPipeline(
            [.. AugmentationPipeline.CropAndFlip(shape.Height, shape.Width, 0.3).Steps, new Normalization([0.5f], [0.5f])]);
        var options = new TrainingOptions { BatchSize = 4, Steps = steps, LogEvery = Math.Max(1, steps / MemoryCourse.Count), Log = new MemoryLog() };
        new EncoderTrainer(backbone.Network, parts, views, augmentation, options).Run(CPU);
    }

    /// <summary>Images of noise, decoded into a store as training does it.</summary>
    static StoredViewSource Stored(TemporaryFolder folder)
    {
        var shape = TinyModels.Shape;
        var noise = new ImageDataset(shape, [.. Enumerable.Range(0, ImageCount * shape.Size).Select(i => (byte)(i * 37 + i / 64))], [], []);
        string store = folder.File("decoded.store");
        StoredViewSource.Decode(new MLContext().Data.LoadFromImageDataset(noise, "Image"), ["Image"], shape, store, pixelMaximum: 1);
        return StoredViewSource.Open(store, seed: 1);
    }

    sealed class MemoryLog : ITrainingLog
    {
        public void Rewind(int step)
        {
        }

        public void Write(TrainingProgress progress) =>
            MemoryCourse.Report(progress.Step, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }
}
