using Mlvgm.MLNet.GeneratorQuality;
using Mlvgm.MLNet.Generators;
using Mlvgm.Testing.Torch.Generators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Golden;

public sealed class GeneratorQualityGoldenTests(GoldenRecord golden) : GoldenTests(golden)
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_classifier_and_what_it_says_of_a_generator_stay()
    {
        using var generator = new TinyGenerator();
        string path = _folder.File("classifier.safetensors");
        var shape = new ImageShape(3, 16, 16);
        var losses = new List<double>();
        using var classifier = new ImageClassifierTrainer(new() { Epochs = 1, BatchSize = 10, Seed = 2 })
            .LoadOrFit(GoldenInputs.Images(40, shape), path, CPU, (_, _, loss) => losses.Add(loss));
        Golden.Close("quality/classifier/losses", [.. losses]);
        // A state file has a prefix for each part.
        Golden.Tensors("quality/classifier", path, rename: key => key.Replace("backbone.", "").Replace("linear.", "fc."));
        var report = new GeneratorEvaluator(generator, classifier, seed: 6).Evaluate(GoldenInputs.Images(20, shape), samples: 50, [0.5]);
        Golden.Close("quality/report",
        [
            report.ClassifierAccuracy, report.ConfidenceOnSamples, report.ConfidenceOnRealImages, .. report.Classes.Select(share => share.Share),
            .. report.Latents.Select(latent => latent.ClassChanges),
        ], 5e-2);
        Golden.Close("quality/distances", [report.FrechetOfRealHalves, .. report.Temperatures.Select(row => row.Frechet)]);
    }

    public override void Dispose()
    {
        _folder.Dispose();
        base.Dispose();
    }
}
