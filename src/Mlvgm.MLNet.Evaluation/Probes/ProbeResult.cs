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
    internal const int TopK = 5;

    /// <summary>Which classes were taken for which.</summary>
    public required ConfusionMatrix Confusion { get; init; }
}
