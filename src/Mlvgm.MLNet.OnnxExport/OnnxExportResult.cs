namespace Mlvgm.MLNet.OnnxExport;

/// <summary>What an export made.</summary>
/// <param name="Path">The full path of the file; null where the model went to a stream.</param>
/// <param name="LargestDifference">The largest absolute difference between module and ONNX Runtime; null where not compared.</param>
/// <param name="NodeCount">Nodes in the graph.</param>
/// <example>See <c>examples/ApiTour/ExportedModule.cs</c>.</example>
public sealed record OnnxExportResult(string? Path, double? LargestDifference, int NodeCount);
