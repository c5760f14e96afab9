using Mlvgm.MLNet.Experiments.GeneratorQuality;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.GeneratorQuality;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using static TorchSharp.torch;

namespace ApiTour;

/// <summary>How good a generator's samples are, judged by a classifier of real images.</summary>
public static class GeneratorSamples
{
    /// <summary>Trains the classifier and judges samples by it.</summary>
    /// <returns>The report, and a line for each of its rows.</returns>
    public static (GeneratorQualityReport Report, IReadOnlyList<string> Lines) Run(string generatorPath, string folder)
    {
        using TorchGenerator generator = GeneratorRegistry.Open(generatorPath, CPU);
        var trainer = new ImageClassifierTrainer(new ImageClassifierTrainer.Options { Epochs = 2, BatchSize = 16 });
        using ImageClassifier classifier = trainer.LoadOrFit(Small.Images(64), Path.Combine(folder, "classifier.safetensors"), CPU);
        GeneratorQualityReport report = new GeneratorEvaluator(generator, classifier, seed: 1).Evaluate(Small.Images(40), samples: 50, factors: [0.5]);
        return (report,
        [
            .. report.Classes.Select((ClassShare share) => $"class {share.Name}"),
            .. report.Temperatures.Select((TemperatureQuality row) => $"factor {row.Factor}"),
            .. report.Latents.Select((LatentEffect effect) => $"latent {effect.Latent}"),
        ]);
    }

    /// <summary>The same from paths, kept in a folder: what <c>mlvgm evaluate-generator</c> does.</summary>
    /// <returns>Whether a second run took everything from the folder.</returns>
    public static bool Kept(string generatorPath, string data, string folder)
    {
        var evaluation = new GeneratorEvaluation(new GeneratorEvaluation.Options
        {
            Samples = 20,
            Factors = [],
            Classifier = new ImageClassifierTrainer.Options { Epochs = 1, BatchSize = 16 },
            Device = "cpu",
        });
        GeneratorQualityReport first = evaluation.Run(generatorPath, new ImageSource(data), folder);
        var written = File.GetLastWriteTimeUtc(Path.Combine(folder, GeneratorEvaluation.ClassifierName));
        GeneratorQualityReport second = evaluation.Run(generatorPath, new ImageSource(data), folder);
        return first.ClassifierAccuracy == second.ClassifierAccuracy && written == File.GetLastWriteTimeUtc(Path.Combine(folder, GeneratorEvaluation.ClassifierName));
    }
}
