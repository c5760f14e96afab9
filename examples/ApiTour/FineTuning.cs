using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.FineTuning;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Torch.Backbones;

namespace ApiTour;

/// <summary>A classifier that is trained end to end on labelled images, and is one of ML.NET's.</summary>
public static class FineTuning
{
    /// <summary>Trains on dark and bright images, and predicts others.</summary>
    /// <returns>The classes' names, ML.NET's own figure of accuracy, and the classifier.</returns>
    public static (IReadOnlyList<string> Classes, double Accuracy, FineTunedClassifier Classifier) Run(string folder)
    {
        var ml = new MLContext(seed: 1);
        IDataView train = ml.Data.LoadFromImageDataset(Small.Images(80)), test = ml.Data.LoadFromImageDataset(Small.Images(40));
        FineTuningTrainer trainer = ml.MulticlassClassification.Trainers.FineTuning("Label", "Image", new FineTuningTrainer.Options
        {
            Backbone = new ResNetOptions("resnet10") { Width = 2 },
            Classification = new ClassificationOptions
            {
                ClassWeights = ClassWeighting.Balanced,
                Validation = 0.2,
            },
            Training = new()
            {
                BatchSize = 16,
                Steps = 40,
                LearningRate = 0.5,
            },
            Run = new RunOptions { Directory = folder },
        });
        FineTunedClassifier classifier = trainer.Train(train);
        IDataView predicted = classifier.Transformer.Transform(test);
        MulticlassClassificationMetrics metrics = ml.MulticlassClassification.Evaluate(predicted);
        return (KeyColumn.Names(predicted.Schema["PredictedLabel"]), metrics.MacroAccuracy, classifier);
    }
}
