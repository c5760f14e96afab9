using Microsoft.ML.Data;

namespace Mlvgm.MLNet.Evaluation.Probes;

/// <summary>How well a classifier on fixed features does on held-out rows.</summary>
/// <param name="Top1">Share of test rows whose class got the highest score, in [0, 1].</param>
/// <param name="Top5">Share of test rows whose class is among the five highest scores, in [0, 1]; 1 with five classes or fewer.</param>
/// <param name="TrainRows">Labelled rows that the classifier was given.</param>
/// <param name="TestRows">Held-out rows.</param>
/// <param name="Seconds">Wall-clock time of fitting and scoring, including whatever computes the features the first time.</param>
/// <example>See <c>examples/ApiTour/Probing.cs</c>.</example>
public sealed record ProbeResult(double Top1, double Top5, long TrainRows, long TestRows, double Seconds)
{
    /// <summary>The classes of highest score of <see cref="Top5"/>.</summary>
    public const int TopK = 5;

    /// <summary>Which classes were taken for which.</summary>
    public required ConfusionMatrix Confusion { get; init; }

    /// <summary>What ML.NET measured of a classifier, so that it can stand beside probes.</summary>
    /// <param name="metrics">Its figures, made with a <c>topKPredictionCount</c> of 5, or of all classes where there are fewer.</param>
    /// <param name="trainRows">Labelled rows that the classifier was given.</param>
    /// <param name="seconds">Seconds of fitting and scoring.</param>
    public static ProbeResult Of(MulticlassClassificationMetrics metrics, long trainRows, double seconds)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var counts = metrics.ConfusionMatrix;
        var confusion = new ConfusionMatrix(counts.NumberOfClasses);
        for (int label = 0; label < counts.NumberOfClasses; label++)
        {
            for (int predicted = 0; predicted < counts.NumberOfClasses; predicted++)
                confusion.Add(label, predicted, (long)counts.GetCountForClassPair(predicted, label));
        }
        return new ProbeResult(metrics.MicroAccuracy, metrics.TopKAccuracyForAllK[^1], trainRows, confusion.Counts.Sum(row => row.Sum()), seconds)
        {
            Confusion = confusion,
        };
    }
}
