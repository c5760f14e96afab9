namespace Mlvgm.MLNet.OnnxExport.Graph;

/// <summary>A tensor in an ONNX graph: a graph input, a constant, or the output of a node.</summary>
/// <param name="Name">Its name, unique within the graph; empty for an optional input that is left out.</param>
/// <example>See <c>examples/ApiTour/OwnLayers.cs</c>.</example>
public readonly record struct OnnxValue(string Name)
{
    /// <summary>An optional input that is left out.</summary>
    public static OnnxValue None { get; } = new("");
}
