using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using TorchSharp.Modules;

namespace Mlvgm.MLNet.OnnxExport.Layers;

/// <summary>Flatten from some dimension to the last.</summary>
static class FlattenLayer
{
    public static OnnxValue Export(OnnxGraph graph, Flatten layer, OnnxValue x)
    {
        if (layer.end_dim != -1 || layer.start_dim < 1)
            throw graph.Unsupported($"flattening dimensions {layer.start_dim} to {layer.end_dim}, other than from 1 or later to -1,");
        return graph.Reshape(x, [.. Enumerable.Repeat(0L, (int)layer.start_dim), -1]);
    }
}
