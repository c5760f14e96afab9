using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>Reductions over axes, which are an attribute in older operator sets and an input in newer ones.</summary>
static class ReductionOperators
{
    public static IReadOnlyDictionary<string, OnnxOperator> All { get; } = new Dictionary<string, OnnxOperator>
    {
        ["ReduceMean"] = node => Over(node, (x, axes, keep) => x.mean(axes, keep)),
        ["ReduceSum"] = node => Over(node, (x, axes, keep) => x.sum(axes, keep), (graph, x, axes, keep) => graph.ReduceSum(x, axes, keep)),
        ["ReduceMax"] = node => Over(node, (x, axes, keep) => x.amax(axes, keep)),
        ["ReduceMin"] = node => Over(node, (x, axes, keep) => x.amin(axes, keep)),
        ["ReduceL2"] = node => Over(node, (x, axes, keep) => x.square().sum(axes, keep).sqrt()),
        ["ReduceSumSquare"] = node => Over(node, (x, axes, keep) => x.square().sum(axes, keep)),
        ["ReduceProd"] = Product,
    };

    static OnnxLayer Over(
        OnnxNode node, Func<Tensor, long[], bool, Tensor> compute, Func<OnnxGraph, OnnxValue, long[], bool, OnnxValue>? export = null)
    {
        bool keep = node.Integer("keepdims", 1) == 1, noneIsNone = node.Integer("noop_with_empty_axes", 0) == 1;
        long[]? given = [.. node.SettingIntegers("axes", 1) ?? []];
        string type = node.Operator;
        if (given.Length == 0) given = noneIsNone ? throw node.Unsupported("a reduction over no axis") : null;
        export ??= (graph, x, axes, keeps) => graph.Node(type, [x], new("axes", axes), new("keepdims", keeps ? 1 : 0));
        return new OnnxLayer(
            x => compute(x[0], given ?? [.. Enumerable.Range(0, (int)x[0].dim()).Select(axis => (long)axis)], keep),
            (graph, x) => given is null
                ? graph.Node(type, [x[0]], new OnnxAttribute("keepdims", keep ? 1 : 0))
                : export(graph, x[0], given, keep));
    }

    /// <summary>Of shapes: over all numbers of a vector.</summary>
    static OnnxLayer Product(OnnxNode node)
    {
        bool keep = node.Integer("keepdims", 1) == 1;
        var axes = node.SettingIntegers("axes", 1) ?? [0];
        if (axes is not [0 or -1]) throw node.Unsupported($"a product over the axes ({string.Join(", ", axes)})");
        return new OnnxLayer(
            x => x[0].prod(0, keep), (graph, x) => graph.Node("ReduceProd", [x[0]], new("axes", axes), new("keepdims", keep ? 1 : 0)));
    }
}
