using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.GeneratorQuality;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.GeneratorQuality;

public sealed class GeneratorEvaluatorTests : IDisposable
{
    const int Samples = 400;
    static readonly ImageShape Shape = new(1, 8, 8);
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_latent_that_decides_the_class_changes_it_in_half_of_the_samples_and_one_that_decides_nothing_in_none()
    {
        using var classifier = Classifier();
        var report = new GeneratorEvaluator(new TwoClasses(), classifier, seed: 1).Evaluate(Images(200), Samples, [0.5, 1]);
        Assert.Equal(1, report.ClassifierAccuracy);
        // Shares and changes have the deviation sqrt(0.25 / 400) = 0.025.
        Assert.All(report.Classes, share => Assert.InRange(share.Share, 0.5 - 5 * 0.025, 0.5 + 5 * 0.025));
        Assert.Equal(["side", "nothing"], report.Latents.Select(latent => latent.Latent));
        Assert.InRange(report.Latents[0].ClassChanges, 0.5 - 5 * 0.025, 0.5 + 5 * 0.025);
        Assert.Equal(0, report.Latents[1].ClassChanges);
        Assert.True(report.ConfidenceOnSamples > 0.9 && report.ConfidenceOnRealImages > 0.9);
        Assert.Equal([1, 0.5], report.Temperatures.Select(row => row.Factor));
        Assert.True(report.ImagesPerSecond > 0);
    }

    [Fact]
    public void A_classifier_is_trained_once_and_read_again_for_the_same_images_and_options_only()
    {
        List<int> steps = [];
        string path = _folder.File("classifier.safetensors");
        ImageClassifier Make(int epochs, int images) => new ImageClassifierTrainer(new() { Epochs = epochs, BatchSize = 20 })
            .LoadOrFit(Images(images), path, CPU, (step, _, _) => steps.Add(step), TestContext.Current.CancellationToken);
        Make(1, 100).Dispose();
        Assert.Equal(5, steps.Count);
        Make(1, 100).Dispose();
        Assert.Equal(5, steps.Count);
        Make(2, 100).Dispose();
        Assert.Equal(15, steps.Count);
        Make(2, 120).Dispose();
        Assert.Equal(27, steps.Count);
    }

    [Fact]
    public void Images_of_another_shape_are_refused()
    {
        using var classifier = Classifier();
        var other = new ImageDataset(new ImageShape(1, 4, 4), new byte[64], [0, 1, 0, 1], ["a", "b"]);
        Assert.Throws<ArgumentException>(() => new GeneratorEvaluator(new TwoClasses(), classifier, 1).Evaluate(other, 10, []));
    }

    [Fact]
    public void Images_without_labels_are_refused() => Assert.Contains("no labels", Assert.Throws<ArgumentException>(() =>
        new ImageClassifierTrainer().LoadOrFit(new ImageDataset(Shape, new byte[64], [], []), _folder.File("c"), CPU)).Message);

    public void Dispose() => _folder.Dispose();

    ImageClassifier Classifier() => new ImageClassifierTrainer(new() { Epochs = 6, BatchSize = 20 })
        .LoadOrFit(Images(200), _folder.File("classifier.safetensors"), CPU, cancellation: TestContext.Current.CancellationToken);

    /// <summary>A bright upper half, or a bright lower half.</summary>
    static ImageDataset Images(int count)
    {
        byte[] pixels = [.. Enumerable.Range(0, count * 64).Select(i => (byte)((i % 64 < 32 == (i / 64 % 2 == 0) ? 200 : 20) + i * 7 % 30))];
        return new ImageDataset(Shape, pixels, [.. Enumerable.Range(0, count).Select(i => i % 2)], ["upper", "lower"]);
    }

    sealed class TwoClasses : IGenerator
    {
        public string Name => "two-classes";

        public LatentLayout Layout { get; } = new([new LatentSpecification("side", [1]), new LatentSpecification("nothing", [3])]);

        public ImageShape ImageShape => Shape;

        public void Decode(LatentBatch latents, Span<float> images)
        {
            for (int i = 0; i < images.Length; i++) images[i] = (i % 64 < 32 == latents.Row(0, i / 64)[0] > 0 ? 200 : 20) / 255f;
        }
    }
}
