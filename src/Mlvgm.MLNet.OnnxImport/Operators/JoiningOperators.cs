using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>Joining, and taking apart into pieces that are all used.</summary>
static class JoiningOperators
{
    public static IReadOnlyDictionary<string, OnnxOperator> All { get; } = new Dictionary<string, OnnxOperator>
    {
        ["Concat"] = Concat,
        ["Split"] = Split,
    };

    static OnnxLayer Concat(OnnxNode node)
    {
        long axis = node.Integer("axis", 1);
        return new OnnxLayer(
            inputs =>
            {
                Tensor[] parts = [.. Enumerable.Range(0, inputs.Count).Select(i => inputs[i])];
                inputs.Plan([parts.Sum(part => part.numel())]);
                return cat(parts, axis);
            },
            (graph, x) => graph.Concat(axis, x));
    }

    static OnnxLayer Split(OnnxNode node)
    {
        long axis = node.Integer("axis", 0);
        int pieces = node.OutputCount;
        var sizes = node.SettingIntegers("split", 1);
        if (sizes is not null && sizes.Count != pieces) throw node.Unsupported($"{sizes.Count} sizes for {pieces} pieces");
        return new OnnxLayer(x => x[0].split(Sizes(x[0]), axis), Export);

        long[] Sizes(Tensor x)
        {
            if (sizes is not null) return [.. sizes];
            long size = x.shape[TensorValues.Axis(axis, x.dim())], each = (size + pieces - 1) / pieces;
            return [.. Enumerable.Range(0, pieces).Select(i => Math.Min(each, size - i * each))];
        }

        // The exporter's nodes have one output: every piece is a slice. Without sizes, the pieces depend on the shape.
        IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> x)
        {
            if (sizes is null) throw graph.Unsupported($"a split of axis {axis} into equal pieces whose sizes the file does not say");
            long start = 0;
            return [.. sizes.Select(size => graph.Slice(x[0], axis, start, start += size))];
        }
    }
}
