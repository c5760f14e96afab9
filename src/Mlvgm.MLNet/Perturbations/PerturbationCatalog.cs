using Microsoft.ML.Runtime;
using Mlvgm.MLNet;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Measurement.Training;
using Mlvgm.MLNet.Perturbations;

namespace Microsoft.ML;

/// <summary>How much the latents of a generator matter, and perturbations that follow from it.</summary>
/// <example>See <c>examples/ApiTour/LearnedViews.cs</c>.</example>
public static class PerturbationCatalog
{
    /// <summary>Create a <see cref="LearnedPerturbationEstimator"/>, which learns to move a latent of a generator.</summary>
    /// <param name="catalog">The <see cref="MLContext.Transforms"/> catalog.</param>
    /// <param name="outputColumnName">The column of moved latents to make; also the name of the ONNX output.</param>
    /// <param name="inputColumnName">The column of the latent, of the latent's name; also the name of the ONNX input.</param>
    /// <exception cref="ArgumentException">A column name is blank, or both are one.</exception>
    public static LearnedPerturbationEstimator LearnedPerturbation(
        this TransformsCatalog catalog, string outputColumnName, string inputColumnName) =>
        catalog.LearnedPerturbation(outputColumnName, inputColumnName, new LearnedPerturbationEstimator.Options());

    /// <summary>Create a <see cref="LearnedPerturbationEstimator"/> with thresholds and learning rates of choice.</summary>
    /// <param name="catalog">The <see cref="MLContext.Transforms"/> catalog.</param>
    /// <param name="outputColumnName">The column of moved latents to make.</param>
    /// <param name="inputColumnName">The column of the latent.</param>
    /// <param name="options">How it is learned; copied.</param>
    /// <exception cref="ArgumentException">A column name is blank, or both are one.</exception>
    public static LearnedPerturbationEstimator LearnedPerturbation(
        this TransformsCatalog catalog, string outputColumnName, string inputColumnName, LearnedPerturbationEstimator.Options options) =>
        new(catalog, outputColumnName, inputColumnName, options);

    /// <summary>Measures how much each latent of a generator matters (paper, Table 1).</summary>
    /// <param name="catalog">The <see cref="MLContext.Data"/> catalog.</param>
    /// <param name="generator">A generator with a gradient.</param>
    /// <param name="options">How to measure; what suits the generator's images when null.</param>
    /// <param name="stateFolder">Where to go on after an interruption; nothing is kept when null.</param>
    /// <param name="cancellation">Stops after the current iteration.</param>
    /// <inheritdoc cref="LatentMeasurement(IGenerator, MeasurementOptions)" path="/exception"/>
    public static MeasurementResult MeasureLatents(
        this DataOperationsCatalog catalog, IGenerator generator, MeasurementOptions? options = null, string? stateFolder = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(generator);
        using var channel = catalog.GetEnvironment().Register(nameof(LatentMeasurement)).Start("Measurement");
        return new LatentMeasurement(generator, options ?? MeasurementOptions.For(generator.ImageShape)).Run(
            stateFolder, text => channel.Info(MessageSensitivity.None, text), cancellation);
    }
}
