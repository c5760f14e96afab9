namespace Mlvgm.MLNet.OnnxExport;

/// <summary>A module made of others that describes its own computation as an ONNX graph, as its <c>forward</c> does in TorchSharp.</summary>
/// <remarks>The description is of evaluation mode. The exporter checks it against <c>forward</c> on random inputs.</remarks>
public interface IOnnxExportable
{
    /// <summary>Adds the module's computation to <paramref name="graph"/>.</summary>
    /// <param name="graph">The graph; names made during the call are scoped by the module's path.</param>
    /// <param name="inputs">The module's inputs, in the order of its <c>forward</c>; dimension 0 is the batch.</param>
    /// <returns>The module's outputs, in the order of its <c>forward</c>.</returns>
    IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs);
}
