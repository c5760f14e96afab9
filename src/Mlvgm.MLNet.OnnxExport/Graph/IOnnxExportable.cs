namespace Mlvgm.MLNet.OnnxExport.Graph;

/// <summary>A composite module that describes as an ONNX graph what its <c>forward</c> computes.</summary>
/// <remarks>The description is of evaluation mode. The exporter checks it against <c>forward</c> on random inputs.</remarks>
/// <example>See <c>examples/ApiTour/ExportedModule.cs</c>.</example>
public interface IOnnxExportable
{
    /// <summary>Adds the module's computation to <paramref name="graph"/>.</summary>
    /// <param name="graph">The graph; names made during the call are scoped by the module's path.</param>
    /// <param name="inputs">The module's inputs, in the order of its <c>forward</c>; dimension 0 is the batch.</param>
    /// <returns>The module's outputs, in the order of its <c>forward</c>.</returns>
    IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs);
}
