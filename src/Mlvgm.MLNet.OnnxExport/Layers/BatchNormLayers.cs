using Mlvgm.MLNet.OnnxExport.Graph;
using TorchSharp.Modules;

namespace Mlvgm.MLNet.OnnxExport.Layers;

/// <summary>BatchNorm1d and BatchNorm2d with their running statistics.</summary>
static class BatchNormLayers
{
    public static OnnxValue Export(OnnxGraph graph, BatchNorm layer, OnnxValue x)
    {
        if (layer.running_mean is null || layer.running_var is null)
            throw graph.Unsupported("batch normalisation without running statistics");
        return graph.Node("BatchNormalization",
            [
                x,
                layer.weight is null ? Constant(graph, layer, 1) : graph.Initializer(layer.weight),
                layer.bias is null ? Constant(graph, layer, 0) : graph.Initializer(layer.bias),
                graph.Initializer(layer.running_mean),
                graph.Initializer(layer.running_var),
            ],
            new OnnxAttribute("epsilon", layer.eps));
    }

    static OnnxValue Constant(OnnxGraph graph, BatchNorm layer, float value)
    {
        float[] values = new float[layer.num_features];
        Array.Fill(values, value);
        return graph.Constant(values, [values.Length]);
    }
}
