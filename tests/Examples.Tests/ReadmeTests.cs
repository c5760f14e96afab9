using System.Runtime.CompilerServices;
using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Frameworks.SimClr;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Training;
using Mlvgm.MLNet.Views;
using TorchSharp;

namespace Examples.Tests;

public class ReadmeTests
{
    [Fact]
    public void The_code_in_the_README_is_the_code_compiled_here()
    {
        string[] source = File.ReadAllLines(ThisFile());
        var snippet = source.SkipWhile(line => line.Trim() != "// <snippet>").Skip(1).TakeWhile(line => line.Trim() != "// </snippet>");
        string code = string.Join('\n', snippet.Select(line => line.Length > 8 ? line[8..] : ""));
        string readme = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "README.md");
        Assert.Contains($"```csharp\n{code}\n```", File.ReadAllText(readme).ReplaceLineEndings("\n"));
    }

    /// <summary>Compiled, not run: it would take minutes. <see cref="QuickstartTests"/> runs the same path.</summary>
    internal static object InAPipeline()
    {
        // <snippet>
        var ml = new MLContext(seed: 1);

        // A generator that ships with the library, and an endless view over it: rows are made as they are read.
        using var generator = GeneratorRegistry.Open("fashion-mnist-nvae", torch.CPU);
        var strategy = ViewStrategy.PerLatent("ml-random",
            ("z0", new RandomPerturbation(new TruncatedNormal(0, 0.3, 2))),   // the garment moves a little
            ("z1", new ResamplePerturbation()),                               // the details are drawn anew
            ("z2", new ResamplePerturbation()));
        var views = ml.Data.LoadFromGenerator(generator, strategy,
            new GeneratedDataView.Options { Seed = 1, AnchorColumnName = "Image" });

        // Train by Continuous Sampling. Fit returns ML.NET's own OnnxTransformer.
        var encoder = ml.Transforms.SelfSupervisedEncoder("Features", "Image", new SelfSupervisedEncoderEstimator.Options
        {
            Framework = new SimClrOptions(),
            Backbone = new ResNetOptions("resnet10") { Width = 16, ZeroInitialResiduals = false },
            Augmentation = new StandardAugmentationOptions("all") { MinimumCropScale = 0.6 },
            Training = new TrainingOptions { Steps = 800, BatchSize = 64, LearningRate = 0.3, FinalLearningRateShare = 0.01 },
        }).Fit(views);

        // Standard ML.NET from here on.
        var images = ml.Data.LoadFromImageDataset(ImageDatasetReader.Read(
            "examples/data/fashion-mnist", new ImageDatasetOptions { Height = 32, Width = 32 }));
        var classifier = ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy().Fit(encoder.Transform(images));
        // </snippet>
        return classifier;
    }

    static string ThisFile([CallerFilePath] string path = "") => path;
}
