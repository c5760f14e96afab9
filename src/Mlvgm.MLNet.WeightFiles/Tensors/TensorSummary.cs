namespace Mlvgm.MLNet.WeightFiles.Tensors;

/// <summary>What is known of a tensor without its numbers.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The element type, as safetensors calls it: <c>F32</c>, <c>I64</c>.</param>
/// <param name="Shape">The dimensions; empty for a scalar.</param>
/// <param name="Unreadable">Why its numbers are not read, as a clause; null where they are.</param>
/// <example>See <c>examples/ApiTour/WeightsOfStrangers.cs</c>.</example>
public sealed record TensorSummary(string Name, string Type, IReadOnlyList<long> Shape, string? Unreadable = null);
