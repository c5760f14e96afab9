using Mlvgm.MLNet.FineTuning;

namespace Microsoft.ML;

/// <summary>Classifiers of images that are trained end to end.</summary>
/// <example>See <c>examples/ApiTour/FineTuning.cs</c>.</example>
public static class FineTuningCatalog
{
    /// <summary>Create a <see cref="FineTuningTrainer"/>, which trains a network and a layer above it on labelled images.</summary>
    /// <param name="catalog">The <see cref="MulticlassClassificationCatalog.Trainers"/> of <see cref="MLContext.MulticlassClassification"/>.</param>
    /// <param name="labelColumnName">The column of classes, a key.</param>
    /// <param name="featureColumnName">The column of images, a vector of <see cref="float"/> of dimensions channels x height x width; also the name of the
    /// ONNX input.</param>
    /// <param name="options">How it is trained and exported; the defaults when null.</param>
    /// <exception cref="ArgumentException">A column name is blank, or options are wrong, all of which are named.</exception>
    public static FineTuningTrainer FineTuning(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, string labelColumnName = "Label", string featureColumnName = "Image",
        FineTuningTrainer.Options? options = null) => new(catalog, labelColumnName, featureColumnName, options ?? new FineTuningTrainer.Options());
}
