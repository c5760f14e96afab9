namespace Mlvgm.MLNet.GeneratorQuality;

/// <summary>How good the samples of a generator are, as a classifier of real images sees them.</summary>
/// <param name="Generator">The generator's name.</param>
/// <param name="Samples">Samples drawn.</param>
/// <param name="Seed">The seed of the samples and of the classifier.</param>
/// <param name="ClassifierAccuracy">The classifier's accuracy on the real test images, in [0, 1].</param>
/// <param name="Classes">Per class, in the data's order, its share among the samples.</param>
/// <param name="ConfidenceOnSamples">The classifier's mean probability of its first choice, on samples.</param>
/// <param name="ConfidenceOnRealImages">The same, on the real test images.</param>
/// <param name="FrechetOfRealHalves">The Fréchet distance between two halves of the real test images.</param>
/// <param name="Temperatures">The Fréchet distance of samples from the real test images; the first row is the generator as it is.</param>
/// <param name="Latents">What the classifier sees of each latent, from global to local.</param>
/// <param name="ImagesPerSecond">Images decoded per second.</param>
/// <param name="Bytes">The size of the generator's file; null where it is not known.</param>
/// <example>See <c>examples/ApiTour/GeneratorSamples.cs</c>.</example>
public sealed record GeneratorQualityReport(
    string Generator, int Samples, ulong Seed, double ClassifierAccuracy, IReadOnlyList<ClassShare> Classes, double ConfidenceOnSamples,
    double ConfidenceOnRealImages, double FrechetOfRealHalves, IReadOnlyList<TemperatureQuality> Temperatures, IReadOnlyList<LatentEffect> Latents,
    double ImagesPerSecond, long? Bytes);

/// <summary>How often a class occurs.</summary>
/// <param name="Name">The class.</param>
/// <param name="Share">Its share, in [0, 1].</param>
/// <example>See <c>examples/ApiTour/GeneratorSamples.cs</c>.</example>
public sealed record ClassShare(string Name, double Share);

/// <summary>Samples whose latents were multiplied by a factor.</summary>
/// <param name="Factor">The factor: 1 is the generator as it is; below, samples are more typical and less varied.</param>
/// <param name="Frechet">The Fréchet distance from the real test images.</param>
/// <example>See <c>examples/ApiTour/GeneratorSamples.cs</c>.</example>
public sealed record TemperatureQuality(double Factor, double Frechet);

/// <summary>How the class of a sample depends on one latent.</summary>
/// <param name="Latent">The latent.</param>
/// <param name="ClassChanges">The share of samples whose class changes when only this latent is drawn anew, in [0, 1].</param>
/// <example>See <c>examples/ApiTour/GeneratorSamples.cs</c>.</example>
public sealed record LatentEffect(string Latent, double ClassChanges);
