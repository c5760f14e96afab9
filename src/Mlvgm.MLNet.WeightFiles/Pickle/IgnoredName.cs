namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>A class or function that a weight file names and this library does not know. It was never called; what the file makes of it is a record.</summary>
/// <param name="Name">The name with its module.</param>
/// <param name="Objects">How many records there are; 0 where the name is only mentioned.</param>
/// <example>See <c>examples/ApiTour/WeightsOfStrangers.cs</c>.</example>
public sealed record IgnoredName(string Name, int Objects);
