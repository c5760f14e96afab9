namespace Mlvgm.MLNet.Experiments.Feeding;

/// <summary>An epoch of one way of feeding with one batch size.</summary>
/// <param name="Way">Where images come from.</param>
/// <param name="Batch">Pairs in a step.</param>
/// <param name="Seconds">Seconds of the epoch.</param>
/// <param name="WaitingShare">The share of them in which the encoder waited for images, in [0, 1].</param>
/// <param name="Joules">Energy of the epoch.</param>
/// <param name="GramsCo2">Carbon dioxide of the epoch.</param>
/// <example>See <c>examples/ApiTour/FedEpochs.cs</c>.</example>
public sealed record FeedingResult(string Way, int Batch, double Seconds, double WaitingShare, double Joules, double GramsCo2);
