using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>The same numbers in another shape.</summary>
static class ShapeOperators
{
    public static IReadOnlyDictionary<string, OnnxOperator> All { get; } = new Dictionary<string, OnnxOperator>
    {
        ["Identity"] = _ => new OnnxLayer(x => x[0], (_, x) => x[0]),
        // Its draws would be those of no seed of ours, and no run could be resumed: a network trains without.
        ["Dropout"] = _ => new OnnxLayer(x => x[0], (_, x) => x[0]),
        ["Flatten"] = Flatten,
        ["Reshape"] = node => Reshape(node.Integers("shape") ?? node.ConstantIntegers(1), node.Integer("allowzero", 0) == 1),
        ["Transpose"] = Transpose,
        ["Squeeze"] = Squeeze,
        ["Unsqueeze"] = Unsqueeze,
        ["Expand"] = _ => new OnnxLayer(x => Expand(x[0], TensorValues.Integers(x[1])), (graph, x) => graph.Node("Expand", x)),
        ["Tile"] = _ => new OnnxLayer(Tile, (graph, x) => graph.Node("Tile", x)),
        ["DepthToSpace"] = DepthToSpace,
    };

    static OnnxLayer Flatten(OnnxNode node)
    {
        long axis = node.Integer("axis", 1);
        return new OnnxLayer(
            inputs =>
            {
                var x = inputs[0];
                long rows = x.shape[..(int)TensorValues.Axis(axis, x.dim())].Aggregate(1L, (product, d) => product * d);
                return x.reshape(rows, rows == 0 ? 0 : x.numel() / rows);
            },
            (graph, x) => graph.Node("Flatten", [x[0]], new OnnxAttribute("axis", axis)));
    }

    /// <param name="target">The shape; null where the network computes it.</param>
    /// <param name="keepsZeros">Whether 0 means a dimension of 0, rather than that at its place.</param>
    static OnnxLayer Reshape(IReadOnlyList<long>? target, bool keepsZeros) => new(
        x => x[0].reshape(Resolve(x[0].shape, target ?? TensorValues.Integers(x[1]), keepsZeros)),
        (graph, x) => graph.Node("Reshape", [x[0], target is null ? x[1] : graph.Constant([.. target])], new OnnxAttribute("allowzero", keepsZeros ? 1 : 0)))
    {
        // A file for one batch has that batch in its shapes: it is the one that comes.
        Adapt = shapes => target is [var batch, ..] && batch == shapes.FixedBatch && shapes.Inputs[0] is [var first, ..] && first == batch
            ? Reshape([0, .. target.Skip(1)], keepsZeros: false)
            : null,
    };

    static long[] Resolve(long[] shape, IReadOnlyList<long> target, bool keepsZeros) =>
        [.. target.Select((d, axis) => d == 0 && !keepsZeros && axis < shape.Length ? shape[axis] : d)];

    static OnnxLayer Transpose(OnnxNode node)
    {
        var permutation = node.Integers("perm");
        return new OnnxLayer(
            x => x[0].permute(permutation is null ? [.. Enumerable.Range(0, (int)x[0].dim()).Select(axis => (long)axis).Reverse()] : [.. permutation]),
            (graph, x) => permutation is null ? graph.Node("Transpose", [x[0]]) : graph.Transpose(x[0], permutation));
    }

    static OnnxLayer Squeeze(OnnxNode node)
    {
        var axes = node.SettingIntegers("axes", 1);
        return new OnnxLayer(
            inputs =>
            {
                var x = inputs[0];
                long[] gone = [.. (axes ?? [.. Enumerable.Range(0, (int)x.dim()).Select(axis => (long)axis).Where(axis => x.shape[axis] == 1)])
                    .Select(axis => TensorValues.Axis(axis, x.dim()))];
                if (gone.Any(axis => x.shape[axis] != 1))
                    throw new InvalidDataException($"Axes ({string.Join(", ", gone)}) cannot go: they are not of size 1 in a tensor " +
                        $"({string.Join(", ", x.shape)}).");
                return x.reshape([.. x.shape.Where((_, axis) => !gone.Contains(axis))]);
            },
            (graph, x) => axes is null ? graph.Node("Squeeze", [x[0]]) : graph.Node("Squeeze", [x[0], graph.Constant([.. axes])]));
    }

    static OnnxLayer Unsqueeze(OnnxNode node)
    {
        var axes = node.SettingIntegers("axes", 1) ?? throw node.Unsupported("no axes");
        return new OnnxLayer(
            inputs =>
            {
                var x = inputs[0];
                // Axes count in what comes out.
                var shape = new List<long>(x.shape);
                foreach (long axis in axes.Select(axis => TensorValues.Axis(axis, x.dim() + axes.Count)).Order()) shape.Insert((int)axis, 1);
                return x.reshape([.. shape]);
            },
            (graph, x) => graph.Node("Unsqueeze", [x[0], graph.Constant([.. axes])]));
    }

    /// <summary>Both shapes broadcast: a target of 1 keeps the dimension.</summary>
    static Tensor Expand(Tensor x, long[] target)
    {
        int rank = Math.Max(target.Length, (int)x.dim());
        long[] own = [.. Enumerable.Repeat(1L, rank - (int)x.dim()), .. x.shape], wanted = [.. Enumerable.Repeat(1L, rank - target.Length), .. target];
        return x.expand([.. own.Zip(wanted, (a, b) => b == 1 ? a : b)]);
    }

    static Tensor Tile(LayerInputs inputs)
    {
        long[] repeats = TensorValues.Integers(inputs[1]);
        inputs.Plan([.. inputs[0].shape, .. repeats]);
        return inputs[0].tile(repeats);
    }

    static OnnxLayer DepthToSpace(OnnxNode node)
    {
        long block = node.Integer("blocksize", 1);
        string mode = node.Text("mode", "DCR");
        bool channelsOutermost = mode == "CRD";
        return new OnnxLayer(
            inputs =>
            {
                using var scope = NewDisposeScope();
                var x = inputs[0];
                var (n, c, h, w) = (x.shape[0], x.shape[1] / (block * block), x.shape[2], x.shape[3]);
                var parts = channelsOutermost
                    ? x.reshape(n, c, block, block, h, w).permute(0, 1, 4, 2, 5, 3)
                    : x.reshape(n, block, block, c, h, w).permute(0, 3, 4, 1, 5, 2);
                return parts.reshape(n, c, h * block, w * block).MoveToOuterDisposeScope();
            },
            (graph, x) => graph.Node("DepthToSpace", [x[0]], new("blocksize", block), new("mode", mode)));
    }
}
