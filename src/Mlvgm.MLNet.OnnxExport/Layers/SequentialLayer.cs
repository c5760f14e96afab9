using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using TorchSharp.Modules;

namespace Mlvgm.MLNet.OnnxExport.Layers;

/// <summary>The children of a Sequential, one after another.</summary>
static class SequentialLayer
{
    public static OnnxValue Export(OnnxGraph graph, Sequential layer, OnnxValue x) =>
        layer.children().Aggregate(x, (value, child) => graph.Add(child, value));
}
