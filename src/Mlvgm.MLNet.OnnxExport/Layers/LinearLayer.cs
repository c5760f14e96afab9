using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using TorchSharp.Modules;

namespace Mlvgm.MLNet.OnnxExport.Layers;

/// <summary>Linear over the last dimension, for inputs of any rank.</summary>
static class LinearLayer
{
    // Gemm takes matrices only. ONNX Runtime folds the transposition and fuses this into Gemm where the input is a matrix.
    public static OnnxValue Export(OnnxGraph graph, Linear layer, OnnxValue x)
    {
        var product = graph.MatMul(x, graph.Transpose(graph.Initializer(layer.weight), 1, 0));
        return layer.bias is null ? product : graph.Add(product, graph.Initializer(layer.bias));
    }
}
