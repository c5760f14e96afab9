namespace Mlvgm.MLNet.Training.Sources;

/// <summary>A place in the sequence of all pairs that a source gives.</summary>
/// <param name="Epoch">The epoch, 0-based.</param>
/// <param name="Row">The row within the epoch.</param>
/// <example>See <c>examples/ApiTour/TrainingLoop.cs</c>.</example>
public readonly record struct ViewPosition(int Epoch, long Row);
