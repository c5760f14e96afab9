using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Settings;

namespace ApiTour;

/// <summary>What an encoder has learned, asked in each way: linear probes, neighbours, and a probe on augmented images.</summary>
public static class Probing
{
    /// <summary>Judges features of images of two classes by every probe.</summary>
    /// <returns>The name and top-1 accuracy of each.</returns>
    public static IReadOnlyList<(string Probe, double Top1)> Run(string encoderPath)
    {
        var ml = new MLContext(seed: 1);
        ImageDataset trainImages = Small.Images(40), testImages = Small.Images(20);
        using var encoder = new OnnxEncoder(encoderPath);
        LabelledFeatures train = DatasetFeatures.Encode(trainImages, encoder), test = DatasetFeatures.Encode(testImages, encoder);
        // Few labels: five of each class, chosen by a seed.
        LabelledFeatures few = train.At(LabelBudget.Choose(train.Labels, perClass: 5, seed: 1));
        var sdca = new LinearProbe(ml, new LinearProbe.Options { Trainer = LinearProbeTrainer.Sdca });
        var sgd = new SgdProbe(encoder, EncoderCard.Read(encoderPath), new SgdProbe.Options { Epochs = 10, BatchSize = 8, LearningRate = 1 });
        (string, ProbeResult)[] results =
        [
            ("L-BFGS, few labels", new LinearProbe(ml).Evaluate(few, test)),
            ("SDCA", sdca.Evaluate(train, test)),
            ("kNN", new NearestNeighbourProbe(new NearestNeighbourProbe.Options { Neighbours = 5 }).Evaluate(train, test)),
            ("SGD", sgd.Evaluate(trainImages, testImages, seed: 1)),
        ];
        return [.. results.Select(pair => (pair.Item1, pair.Item2.Top1))];
    }

    /// <summary>Which classes are taken for which, and which images are nearest to the first.</summary>
    /// <returns>The accuracy of each class, and the rows of the neighbours.</returns>
    public static (IReadOnlyList<double?> PerClass, IReadOnlyList<int> Neighbours) Look(string encoderPath)
    {
        using var encoder = new OnnxEncoder(encoderPath);
        LabelledFeatures features = DatasetFeatures.Encode(Small.Images(20), encoder);
        ConfusionMatrix confusion = new LinearProbe(new MLContext(seed: 1)).Evaluate(features, features).Confusion;
        IReadOnlyList<FeatureNeighbour> nearest = new FeatureNeighbours(features).Of(features.FeaturesOf(0), count: 3);
        return (confusion.PerClass, [.. nearest.Select(neighbour => neighbour.Row)]);
    }
}
