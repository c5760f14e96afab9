using Mlvgm.MLNet.OnnxExport.Graph;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>Taking parts out.</summary>
static class IndexingOperators
{
    const int SliceByInputs = 10;

    public static IReadOnlyDictionary<string, OnnxOperator> All { get; } = new Dictionary<string, OnnxOperator>
    {
        ["Gather"] = Gather,
        ["ScatterND"] = node => node.Text("reduction", "none") == "none" ? Scatter() : throw node.Unsupported("reduction"),
        ["Slice"] = node => node.OperatorSet < SliceByInputs ? SliceByAttributes(node) : Slice(),
    };

    static OnnxLayer Gather(OnnxNode node)
    {
        long axis = node.Integer("axis", 0);
        return new OnnxLayer(
            inputs =>
            {
                using var scope = NewDisposeScope();
                var (x, indices) = (inputs[0], inputs[1]);
                int at = (int)TensorValues.Axis(axis, x.dim());
                long[] shape = [.. x.shape[..at], .. indices.shape, .. x.shape[(at + 1)..]];
                inputs.Plan(shape);
                var flat = indices.reshape(-1).to(x.device);
                flat = where(flat < 0, flat + x.shape[at], flat);
                return x.index_select(at, flat).reshape(shape).MoveToOuterDisposeScope();
            },
            (graph, x) => graph.Node("Gather", x, new OnnxAttribute("axis", axis)));
    }

    /// <summary>A tensor in which others stand at some places; the last axis of the indices is the place.</summary>
    static OnnxLayer Scatter() => new(
        inputs =>
        {
            using var scope = NewDisposeScope();
            var (x, places) = (inputs[0], inputs[1].to(inputs[0].device));
            return x.clone().index_put_(inputs[2].to(x.dtype, x.device), [.. Enumerable.Range(0, (int)places.shape[^1]).Select(i => places.select(-1, i))])
                .MoveToOuterDisposeScope();
        },
        (graph, x) => graph.Node("ScatterND", x));

    static OnnxLayer SliceByAttributes(OnnxNode node)
    {
        var starts = node.Integers("starts") ?? throw node.Unsupported("no starts");
        var ends = node.Integers("ends") ?? throw node.Unsupported("no ends");
        long[] axes = [.. node.Integers("axes") ?? [.. Enumerable.Range(0, starts.Count).Select(axis => (long)axis)]];
        return new OnnxLayer(
            x => Slice(x[0], [.. starts], [.. ends], axes, null),
            (graph, x) => graph.Node("Slice", [x[0], graph.Constant([.. starts]), graph.Constant([.. ends]), graph.Constant(axes)]));
    }

    static OnnxLayer Slice() => new(
        x => Slice(x[0], TensorValues.Integers(x[1]), TensorValues.Integers(x[2]), Optional(x.Find(3)), Optional(x.Find(4))),
        (graph, x) => graph.Node("Slice", x));

    static long[]? Optional(Tensor? tensor) => tensor is null ? null : TensorValues.Integers(tensor);

    static Tensor Slice(Tensor x, long[] starts, long[] ends, long[]? axes, long[]? steps)
    {
        using var scope = NewDisposeScope();
        var result = x.alias();
        for (int i = 0; i < starts.Length; i++)
        {
            int axis = (int)TensorValues.Axis(axes?[i] ?? i, x.dim());
            long size = x.shape[axis], step = steps?[i] ?? 1;
            if (step > 0) result = result.slice(axis, Clamp(starts[i], size, 0, size), Clamp(ends[i], size, 0, size), step);
            else
            {
                long start = Clamp(starts[i], size, -1, size - 1), end = Clamp(ends[i], size, -1, size - 1);
                var backwards = new List<long>();
                for (long at = start; at > end; at += step) backwards.Add(at);
                result = result.index_select(axis, TensorValues.Of(backwards).to(x.device));
            }
        }
        return result.MoveToOuterDisposeScope();
    }

    static long Clamp(long index, long size, long minimum, long maximum) => Math.Clamp(index < 0 ? index + size : index, minimum, maximum);
}
