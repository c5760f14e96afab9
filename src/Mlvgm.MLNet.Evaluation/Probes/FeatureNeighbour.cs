namespace Mlvgm.MLNet.Evaluation.Probes;

/// <summary>A row near to another one.</summary>
/// <param name="Row">The row's place, from 0.</param>
/// <param name="Cosine">The cosine of the angle between the two rows' features, in [-1, 1].</param>
/// <example>See <c>examples/ApiTour/Probing.cs</c>.</example>
public readonly record struct FeatureNeighbour(int Row, float Cosine);
