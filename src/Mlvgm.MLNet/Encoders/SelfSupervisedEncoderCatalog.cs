using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Training;

namespace Microsoft.ML;

/// <summary>Encoders that learn without labels.</summary>
/// <example>See <c>examples/ApiTour/MonitoredTraining.cs</c>.</example>
public static class SelfSupervisedEncoderCatalog
{
    /// <summary>Create a <see cref="SelfSupervisedEncoderEstimator"/>, which learns features of images from pairs of views.</summary>
    /// <param name="catalog">The <see cref="MLContext.Transforms"/> catalog.</param>
    /// <param name="outputColumnName">The column of features to make, a vector of <see cref="float"/>; also the ONNX output's name.</param>
    /// <param name="inputColumnName">The column of images, a vector of <see cref="float"/> of dimensions channels x height x width with
    /// values in [0, 1]; also the name of the ONNX input. Of a <see cref="GeneratedDataView"/>, the anchor column.</param>
    /// <param name="steps">Optimiser steps; 0 for an untrained encoder, the baseline of a comparison.</param>
    /// <param name="seed">The seed of initial weights, order and augmentation.</param>
    /// <exception cref="ArgumentException">A column name is blank, or both are one.</exception>
    public static SelfSupervisedEncoderEstimator SelfSupervisedEncoder(
        this TransformsCatalog catalog, string outputColumnName, string inputColumnName, int steps = 1000, ulong seed = 0) =>
        catalog.SelfSupervisedEncoder(
            outputColumnName, inputColumnName, new SelfSupervisedEncoderEstimator.Options { Training = new TrainingOptions { Steps = steps, Seed = seed } });

    /// <summary>Create a <see cref="SelfSupervisedEncoderEstimator"/> with a framework, backbone and schedule of choice.</summary>
    /// <param name="catalog">The <see cref="MLContext.Transforms"/> catalog.</param>
    /// <param name="outputColumnName">The column of features to make.</param>
    /// <param name="inputColumnName">The column of images.</param>
    /// <param name="options">How the encoder is trained and exported.</param>
    /// <exception cref="ArgumentException">A column name is blank, or both are one; or options are wrong, all of which are named.</exception>
    public static SelfSupervisedEncoderEstimator SelfSupervisedEncoder(
        this TransformsCatalog catalog, string outputColumnName, string inputColumnName, SelfSupervisedEncoderEstimator.Options options) =>
        new(catalog, outputColumnName, inputColumnName, options);
}
