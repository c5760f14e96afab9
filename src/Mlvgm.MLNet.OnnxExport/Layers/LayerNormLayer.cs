using Mlvgm.MLNet.OnnxExport.Graph;
using TorchSharp.Modules;

namespace Mlvgm.MLNet.OnnxExport.Layers;

/// <summary>LayerNorm over the last dimensions.</summary>
static class LayerNormLayer
{
    public static OnnxValue Export(OnnxGraph graph, LayerNorm layer, OnnxValue x)
    {
        var scale = layer.weight is null ? Ones(graph, layer) : graph.Initializer(layer.weight);
        var bias = layer.bias is null ? OnnxValue.None : graph.Initializer(layer.bias);
        return graph.Node("LayerNormalization", bias == OnnxValue.None ? [x, scale] : [x, scale, bias],
            new OnnxAttribute("axis", -layer.normalized_shape.Length), new OnnxAttribute("epsilon", layer.eps));
    }

    static OnnxValue Ones(OnnxGraph graph, LayerNorm layer)
    {
        float[] ones = new float[layer.normalized_shape.Aggregate(1L, (product, d) => product * d)];
        Array.Fill(ones, 1f);
        return graph.Constant(ones, layer.normalized_shape);
    }
}
