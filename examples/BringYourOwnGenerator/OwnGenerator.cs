using Microsoft.ML;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Views;
using static TorchSharp.torch;

namespace BringYourOwnGenerator;

/// <summary>A generator from a file of one's own: TorchScript with its description beside it, or ONNX with an input per latent.</summary>
public static class OwnGenerator
{
    const int Pairs = 8;

    /// <summary>Opens the file by its ending: <c>.onnx</c> in ONNX Runtime, others in libtorch.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trustCode">Whether a TorchScript, which is a program, may run.</param>
    /// <exception cref="ArgumentException">It is a TorchScript that is not trusted.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or is no generator.</exception>
    public static IGenerator Open(string path, bool trustCode = false)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no generator '{path}'.", path);
        return Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase)
            ? new OnnxGenerator(path)
            : GeneratorRegistry.Open(path, CPU, trustCode);
    }

    /// <summary>Draws pairs that differ in one latent, a row of anchors and one row for each latent that is drawn anew.</summary>
    public static void Draw(IGenerator generator, string path)
    {
        var (anchors, positives) = (new LatentBatch(generator.Layout, Pairs), new LatentBatch(generator.Layout, Pairs));
        int row = Pairs * generator.ImageShape.Size;
        float[] images = new float[(1 + generator.Layout.Latents.Count) * row];
        foreach (var (i, latent) in generator.Layout.Latents.Index())
        {
            var sampler = new LatentSampler(generator.Layout, ViewStrategy.PerLatent(latent.Name, (latent.Name, new ResamplePerturbation())), seed: 1);
            sampler.SampleAnchors(0, anchors);
            if (i == 0) generator.Decode(anchors, images.AsSpan(0, row));
            sampler.SamplePositives(0, anchors, positives);
            generator.Decode(positives, images.AsSpan((1 + i) * row, row));
        }
        ImageGrid.WritePng(path, images, generator.ImageShape, Pairs, scale: 2);
    }

    /// <summary>Trains an encoder on its views, every latent perturbed a little: by whole batches from TorchScript, by rows from ONNX.</summary>
    public static TrainedEncoder Train(IGenerator generator, string runDirectory, bool quick)
    {
        var ml = new MLContext(seed: 1);
        var strategy = ViewStrategy.Uniform(generator.Layout, new RandomPerturbation(new TruncatedNormal(0, 0.3, 2)));
        var views = ml.Data.LoadFromGenerator(generator, strategy, new GeneratedDataView.Options { AnchorColumnName = "Image" });
        return ml.Transforms.SelfSupervisedEncoder("Features", "Image", new SelfSupervisedEncoderEstimator.Options
        {
            Backbone = quick ? new ResNetOptions("resnet10") { Width = 4 } : new ResNetOptions("resnet18") { Width = 16 },
            Training = new TrainingOptions { BatchSize = quick ? 4 : 64, Steps = quick ? 2 : 2000 },
            Run = new RunOptions { Directory = runDirectory },
        }).Train(views);
    }
}
