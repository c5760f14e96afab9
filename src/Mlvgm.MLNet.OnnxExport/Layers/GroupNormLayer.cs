using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using TorchSharp.Modules;

namespace Mlvgm.MLNet.OnnxExport.Layers;

/// <summary>GroupNorm over images: operator set 17 has none, so each group is one channel of an instance normalisation.</summary>
static class GroupNormLayer
{
    public static OnnxValue Export(OnnxGraph graph, GroupNorm layer, OnnxValue x)
    {
        float[] ones = new float[layer.num_groups];
        Array.Fill(ones, 1f);
        var grouped = graph.Reshape(x, 0, layer.num_groups, -1);
        var normal = graph.Node("InstanceNormalization",
            [grouped, graph.Constant(ones, [ones.Length]), graph.Constant(new float[ones.Length], [ones.Length])],
            new OnnxAttribute("epsilon", layer.eps));
        var restored = graph.Node("Reshape", [normal, graph.Node("Shape", [x])]);
        if (layer.weight is null || layer.bias is null) return restored;
        return graph.Add(graph.Mul(restored, PerChannel(graph, layer.weight)), PerChannel(graph, layer.bias));
    }

    static OnnxValue PerChannel(OnnxGraph graph, Parameter parameter) => graph.Reshape(graph.Initializer(parameter), -1, 1, 1);
}
