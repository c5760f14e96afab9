using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace Mlvgm.MLNet;

/// <summary>The non-public members of ML.NET 5.0 that this library uses (docs/method/what-ml-net-allows.md#non-public-members).</summary>
static class MLNetInternals
{
    /// <summary>A column of a <see cref="SchemaShape"/>.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern SchemaShape.Column NewColumn(
        string name, SchemaShape.Column.VectorKind kind, DataViewType itemType, bool isKey, SchemaShape? annotations);

    /// <summary>The environment that <c>ml.Transforms</c> passes to its estimators.</summary>
    public static IHostEnvironment GetEnvironment(this TransformsCatalog catalog) => Environment(catalog);

    /// <summary>The transforms of an environment that another catalog was taken from.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern TransformsCatalog NewTransforms(IHostEnvironment environment);

    /// <summary>The environment of <c>ml.Data</c>.</summary>
    public static IHostEnvironment GetEnvironment(this DataOperationsCatalog catalog) => Environment(catalog);

    /// <summary>The environment of <c>ml.MulticlassClassification.Trainers</c> and its like.</summary>
    public static IHostEnvironment GetEnvironment(this TrainCatalogBase.CatalogInstantiatorBase trainers) => Environment(Owner(trainers));

    /// <summary>A linear model of classes.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern MaximumEntropyModelParameters NewLinearModel(
        IHostEnvironment environment, VBuffer<float>[] weights, float[] biases, int classes, int features, string[]? labelNames, ModelStatisticsBase? statistics);

    /// <summary>The transformer of a classifier.</summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <param name="environment">The environment.</param>
    /// <param name="model">The model.</param>
    /// <param name="trained">What it was trained on: the label's annotations are the classes.</param>
    /// <param name="features">The column of features.</param>
    /// <param name="label">The column of labels.</param>
    /// <param name="score">The column of scores to make.</param>
    /// <param name="predictedLabel">The column of classes to make.</param>
    public static MulticlassPredictionTransformer<T> NewClassifier<T>(
        IHostEnvironment environment, T model, DataViewSchema trained, string features, string label, string score, string predictedLabel) where T : class =>
        Classifiers<T>.New(environment, model, trained, features, label, score, predictedLabel);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_env")]
    static extern ref readonly IHostEnvironment Environment(TransformsCatalog catalog);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Owner")]
    static extern TrainCatalogBase Owner(TrainCatalogBase.CatalogInstantiatorBase trainers);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Environment")]
    static extern IHostEnvironment Environment(TrainCatalogBase catalog);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_env")]
    static extern ref readonly IHostEnvironment Environment(DataOperationsCatalog catalog);

    // Accessors of generic types are members of a type with the same parameters.
    static class Classifiers<T> where T : class
    {
        [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
        public static extern MulticlassPredictionTransformer<T> New(
            IHostEnvironment environment, T model, DataViewSchema trained, string features, string label, string score, string predictedLabel);
    }
}
