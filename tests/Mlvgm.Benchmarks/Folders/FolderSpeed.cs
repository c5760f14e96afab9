using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Training.Feeding;
using Mlvgm.MLNet.Training.Streaming;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.Benchmarks.Folders;

/// <summary>
/// Images per second from a folder of JPEGs of 500x375 at 128 pixels: what <c>mlvgm train --images</c> does, against torchvision's transforms, PyTorch's loader and the same
/// network in Python. Each turn is a process of its own. Aim: at least 1.2 times as many.
/// </summary>
static class FolderSpeed
{
    /// <summary>Where a process of this program takes the library's turn.</summary>
    public const string ChildVerb = "folder-speed-of";

    const string Python = "/usr/bin/python3";
    const int Files = 2_000;

    /// <summary>Compares, and prints a row as soon as it is known.</summary>
    public static void Run(TextWriter output, string csv, string script, int rounds)
    {
        string folder = Directory.CreateTempSubdirectory("mlvgm-folder-speed-").FullName;
        List<string> lines = ["network,augmentation,workers,round,side,seconds,cpu_seconds,waiting"];
        try
        {
            double bytes = JpegFiles.Write(folder, Files, different: 500, height: 375, width: 500, quality: 90);
            output.WriteLine(FormattableString.Invariant($"{Files} JPEGs of 500x375, {bytes / 1000:f0} KB each; {FolderShape.Batch} pairs of {FolderShape.Side} pixels a step, {rounds} rounds."));
            output.WriteLine();
            output.WriteLine("| network | T_x | PyTorch's workers | PyTorch, images/s | library, images/s | times as many (quartiles) | processor time, library / PyTorch | library waits |");
            output.WriteLine("|---|---|---:|---:|---:|---:|---:|---:|");
            foreach (var shape in FolderShape.All) output.WriteLine(Row(shape, folder, script, rounds, lines));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            if (Directory.Exists(folder + ".run")) Directory.Delete(folder + ".run", recursive: true);
        }
        File.WriteAllLines(csv, lines);
    }

    /// <summary>Takes the library's turn.</summary>
    public static void RunChild(string folder, IReadOnlyList<string> arguments)
    {
        var shape = FolderShape.Parse(arguments);
        var files = (ImageFileSet)ImageDatasetReader.Open(folder, new ImageDatasetOptions { Height = FolderShape.Side, Width = FolderShape.Side });
        (shape.Width == 0 ? Feed(files, shape) : Train(files, shape, folder + ".run")).Print();
    }

    static string Row(FolderShape shape, string folder, string script, int rounds, List<string> lines)
    {
        var (python, library) = (new List<FolderTurn>(), new List<FolderTurn>());
        double images = 2.0 * FolderShape.Batch * (shape.Steps - FolderShape.WarmUp);
        var result = Interleaved.Compare(
            () => Take(python, "pytorch", () => FolderTurn.Of(Python, [script, folder, .. shape.Arguments, $"{Environment.ProcessorCount}", $"{shape.Workers}"])),
            () => Take(library, "library", () => FolderTurn.Of(Environment.ProcessPath!, [ChildVerb, folder, .. shape.Arguments])), rounds);
        double cpu = Interleaved.Quantile([.. library.Zip(python, (l, p) => l.CpuSeconds / p.CpuSeconds)], 0.5);
        double waiting = Interleaved.Quantile([.. library.Select(turn => turn.Waiting)], 0.5);
        return string.Create(CultureInfo.InvariantCulture, $"| {shape.Name} | {shape.Augmentation} | {shape.Workers} | {images / result.Baseline:f0} | {images / result.Candidate:f0} | ") +
            string.Create(CultureInfo.InvariantCulture, $"{1 / result.Ratio:f2} ({1 / result.RatioHigh:f2}-{1 / result.RatioLow:f2}) | {cpu:f2} | ") +
            (double.IsNaN(waiting) ? " |" : string.Create(CultureInfo.InvariantCulture, $"{waiting:p0} |"));

        double Take(List<FolderTurn> turns, string side, Func<FolderTurn> take)
        {
            var turn = take();
            turns.Add(turn);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{shape.Name},{shape.Augmentation},{shape.Workers},{turns.Count},{side},") +
                string.Create(CultureInfo.InvariantCulture, $"{turn.Seconds:f3},{turn.CpuSeconds:f3},{turn.Waiting:f3}"));
            return turn.Seconds;
        }
    }

    static FolderTurn Train(ImageFileSet files, FolderShape shape, string run)
    {
        var (start, first, waited) = (default(Moment), 0, 0.0);
        var turn = default(FolderTurn);
        var ml = new MLContext();
        var trained = ml.Transforms.SelfSupervisedEncoder("Features", "Image", new SelfSupervisedEncoderEstimator.Options
        {
            Backbone = new ResNetOptions("resnet18") { Width = shape.Width },
            Augmentation = Augmentation(shape),
            Run = new RunOptions { Directory = run, Existing = ExistingRun.Replace },
            Training = new TrainingOptions
            {
                BatchSize = FolderShape.Batch,
                Steps = shape.Steps,
                Progress = at =>
                {
                    double waiting = at.GenerationShare * at.Elapsed.TotalSeconds;
                    if (at.Step <= FolderShape.WarmUp) (start, first, waited) = (Moment.Now, at.Step, waiting);
                    // Progress is told twice a second: the step at which counting began may be an earlier one.
                    if (at.Step == shape.Steps) turn = Since(start, waiting - waited, (shape.Steps - FolderShape.WarmUp) / (double)(shape.Steps - first));
                },
            },
        }).Train(ml.Data.LoadFromImageDataset(files));
        trained.Transformer.Dispose();
        return turn;
    }

    static FolderTurn Feed(ImageFileSet files, FolderShape shape)
    {
        float[] half = [0.5f, 0.5f, 0.5f];
        using var source = new StreamedViewSource(files, seed: 1, Augmentation(shape).Create(files.Shape).Pipeline);
        using var feed = new PairFeed(source, new AugmentationPipeline([.. source.Augmentation.Steps, new Normalization(half, half)]), seed: 1, FolderShape.Batch, CPU);
        var start = default(Moment);
        for (int step = 0; step < shape.Steps; step++)
        {
            using var scope = NewDisposeScope();
            feed.Next();
            if (step == FolderShape.WarmUp - 1) start = Moment.Now;
        }
        return Since(start, double.NaN, share: 1);
    }

    static StandardAugmentationOptions Augmentation(FolderShape shape) => new(shape.Augmentation) { ColorJitter = ColorJitterFlavour.Torchvision };

    static FolderTurn Since(Moment start, double waited, double share)
    {
        var now = Moment.Now;
        double seconds = now.Seconds - start.Seconds;
        return new FolderTurn(share * seconds, share * (now.CpuSeconds - start.CpuSeconds), waited / seconds);
    }

    readonly record struct Moment(double Seconds, double CpuSeconds)
    {
        public static Moment Now
        {
            get
            {
                using var process = Process.GetCurrentProcess();
                return new Moment(Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency, process.TotalProcessorTime.TotalSeconds);
            }
        }
    }
}
