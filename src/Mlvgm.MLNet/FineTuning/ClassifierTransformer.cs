using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using Microsoft.ML.Transforms.Onnx;
using Mlvgm.MLNet.Data;

namespace Mlvgm.MLNet.FineTuning;

/// <summary>
/// ML.NET's own transformers for a classifier's graph: one computes its logits, the other makes of them what every classifier of ML.NET gives, by the linear model
/// whose weights are the identity, whose softmax of logits is the network's. A saved pipeline loads without this library.
/// </summary>
static class ClassifierTransformer
{
    /// <summary>The column, and the graph's output, of logits.</summary>
    public const string Logits = "Logits";

    /// <summary>The column, and the graph's output, of probabilities.</summary>
    public const string Score = "Score";

    /// <summary>The column of the class that is most probable.</summary>
    public const string PredictedLabel = "PredictedLabel";

    /// <param name="environment">The environment.</param>
    /// <param name="network">Computes the logits.</param>
    /// <param name="logits">Their type.</param>
    /// <param name="labelColumnName">The column of classes that was learned from.</param>
    /// <param name="classNames">The classes' names.</param>
    public static TransformerChain<MulticlassPredictionTransformer<MaximumEntropyModelParameters>> Create(
        IHostEnvironment environment, OnnxTransformer network, DataViewType logits, string labelColumnName, IReadOnlyList<string> classNames)
    {
        int classes = classNames.Count;
        float[] identity = new float[classes * classes];
        for (int i = 0; i < classes; i++) identity[i * classes + i] = 1;
        VBuffer<float>[] weights = [.. identity.Chunk(classes).Select(row => new VBuffer<float>(classes, row))];
        var model = MLNetInternals.NewLinearModel(environment, weights, new float[classes], classes, classes, [.. classNames], null);
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(Logits, logits);
        schema.AddColumn(labelColumnName, new KeyDataViewType(typeof(uint), classes), KeyColumn.Annotations(classNames));
        return new TransformerChain<MulticlassPredictionTransformer<MaximumEntropyModelParameters>>(
            network, MLNetInternals.NewClassifier(environment, model, schema.ToSchema(), Logits, labelColumnName, Score, PredictedLabel));
    }
}
