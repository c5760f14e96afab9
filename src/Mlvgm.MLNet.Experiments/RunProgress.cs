namespace Mlvgm.MLNet.Experiments;

/// <summary>How far a run is.</summary>
/// <param name="Done">What is done.</param>
/// <param name="Total">What is to be done.</param>
/// <param name="Text">What is happening.</param>
/// <example>See <c>examples/ApiTour/TransferredEncoder.cs</c>.</example>
public readonly record struct RunProgress(long Done, long Total, string Text);
