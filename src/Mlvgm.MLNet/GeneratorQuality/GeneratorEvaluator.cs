using System.Diagnostics;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Layouts;
using Mlvgm.MLNet.Views;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.GeneratorQuality;

/// <summary>Draws samples from the latents' own priors and lets a classifier of real images judge them.</summary>
/// <param name="generator">The generator.</param>
/// <param name="classifier">A classifier of images of the generator's shape.</param>
/// <param name="seed">The seed of the samples.</param>
/// <example>See <c>examples/ApiTour/GeneratorSamples.cs</c>.</example>
public sealed class GeneratorEvaluator(IGenerator generator, ImageClassifier classifier, ulong seed)
{
    double _seconds;
    long _decoded;

    /// <summary>Measures everything in the report.</summary>
    /// <param name="test">Labelled real images; 4 or more.</param>
    /// <param name="samples">Samples to draw for each row of the report; 2 or more.</param>
    /// <param name="factors">Other factors of the latents, for <see cref="GeneratorQualityReport.Temperatures"/>.</param>
    /// <param name="bytes">The size of the generator's file.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">Generator, classifier and images are not of one shape, or there are too few images.</exception>
    public GeneratorQualityReport Evaluate(
        ImageDataset test, int samples, IReadOnlyList<double> factors, long? bytes = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(factors);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 2);
        if (test.Shape != classifier.Shape || generator.ImageShape != classifier.Shape)
            throw new ArgumentException($"The images are {test.Shape}, the generator's {generator.ImageShape}, the classifier's {classifier.Shape}.");
        if (test.Count < 4 || test.Labels.Count == 0) throw new ArgumentException("At least 4 labelled test images are needed.", nameof(test));
        using var real = Classify(test, cancellation);
        using var drawn = Sample(ViewStrategy.None, 1, samples, cancellation);
        (_seconds, _decoded) = (0, 0);
        TemperatureQuality[] temperatures = [.. factors.Where(factor => factor != 1).Prepend(1).Select(factor =>
        {
            using var other = Sample(ViewStrategy.None, factor, samples, cancellation);
            return new TemperatureQuality(factor, FrechetDistance.Between(other.Features, real.Features));
        })];
        double speed = _decoded / _seconds;
        LatentEffect[] effects = [.. generator.Layout.Latents.Select(latent =>
        {
            using var changed = Sample(ViewStrategy.PerLatent(latent.Name, (latent.Name, new ResamplePerturbation())), 1, samples, cancellation);
            int changes = drawn.Classes.Zip(changed.Classes).Count(pair => pair.First != pair.Second);
            return new LatentEffect(latent.Name, (double)changes / samples);
        })];
        return new GeneratorQualityReport(
            generator.Name, samples, seed, Accuracy(real, test), Shares(drawn, test.ClassNames), drawn.MeanConfidence, real.MeanConfidence,
            BetweenHalves(real.Features), temperatures, effects, speed, bytes);
    }

    static double Accuracy(ClassifiedImages real, ImageDataset test) =>
        (double)real.Classes.Zip(test.Labels).Count(pair => pair.First == pair.Second) / test.Count;

    static ClassShare[] Shares(ClassifiedImages drawn, IReadOnlyList<string> names) =>
        [.. names.Select((name, c) => new ClassShare(name, (double)drawn.Classes.Count(found => found == c) / drawn.Classes.Count))];

    /// <summary>Every other row against the rest, so that an order by class does not matter.</summary>
    static double BetweenHalves(Tensor features)
    {
        using var scope = NewDisposeScope();
        return FrechetDistance.Between(features.slice(0, 0, features.shape[0], 2), features.slice(0, 1, features.shape[0], 2));
    }

    ClassifiedImages Classify(ImageDataset images, CancellationToken cancellation) => ClassifiedImages.Of(classifier, images.Count, (first, count) =>
    {
        float[] pixels = new float[count * images.Shape.Size];
        for (int i = 0; i < count; i++) images.Read(first + i, pixels.AsSpan(i * images.Shape.Size, images.Shape.Size));
        return ToTensor(pixels, count);
    }, cancellation);

    /// <summary>Samples with the strategy's change and every latent times the factor.</summary>
    ClassifiedImages Sample(ViewStrategy strategy, double factor, int samples, CancellationToken cancellation)
    {
        var sampler = new LatentSampler(generator.Layout, strategy, seed);
        return ClassifiedImages.Of(classifier, samples, (first, count) =>
        {
            LatentBatch anchors = new(generator.Layout, count), latents = new(generator.Layout, count);
            sampler.SampleAnchors(first, anchors);
            sampler.SamplePositives(first, anchors, latents);
            foreach (float[] values in latents.Values)
                foreach (ref float value in values.AsSpan()) value = (float)(value * factor);
            float[] pixels = new float[count * generator.ImageShape.Size];
            long start = Stopwatch.GetTimestamp();
            generator.DecodeChecked(latents, pixels);
            _seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
            _decoded += count;
            return ToTensor(pixels, count);
        }, cancellation);
    }

    Tensor ToTensor(float[] pixels, int count) =>
        AlignedTensor.Of(pixels, [count, classifier.Shape.Channels, classifier.Shape.Height, classifier.Shape.Width], classifier.Device);
}
