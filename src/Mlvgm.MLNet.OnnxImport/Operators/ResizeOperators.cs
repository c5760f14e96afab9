using Mlvgm.MLNet.OnnxExport.Graph;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>Resizing by nearest neighbours and linearly, one axis after another, for every rule of coordinates.</summary>
static class ResizeOperators
{
    const int ScalesAreThirdInput = 11;

    public static IReadOnlyDictionary<string, OnnxOperator> All { get; } = new Dictionary<string, OnnxOperator>
    {
        ["Resize"] = node => node.OperatorSet < ScalesAreThirdInput ? Resize(node, scalesAt: 1, sizesAt: -1, "asymmetric", "floor") : Newer(node),
        ["Upsample"] = node => Resize(node, scalesAt: 1, sizesAt: -1, "asymmetric", "floor"),
    };

    static OnnxLayer Newer(OnnxNode node)
    {
        if (node.Integer("antialias", 0) != 0) throw node.Unsupported("antialias");
        if (node.Integer("exclude_outside", 0) != 0) throw node.Unsupported("exclude_outside");
        if (node.Integers("axes") is not null) throw node.Unsupported("axes");
        if (node.Text("keep_aspect_ratio_policy", "stretch") != "stretch") throw node.Unsupported("keep_aspect_ratio_policy");
        return Resize(node, scalesAt: 2, sizesAt: 3, node.Text("coordinate_transformation_mode", "half_pixel"),
            node.Text("nearest_mode", "round_prefer_floor"));
    }

    static OnnxLayer Resize(OnnxNode node, int scalesAt, int sizesAt, string coordinates, string rounding)
    {
        string mode = node.Text("mode", "nearest");
        bool isLinear = mode is "linear" or "bilinear";
        if (!isLinear && mode != "nearest") throw node.Unsupported($"mode '{mode}'");
        var rule = new ResizeCoordinates(coordinates, rounding, node);
        // The region of interest is of one rule, which is not known; an empty input is one that is left out.
        if (scalesAt == 2) _ = node.ConstantNumbers(1);
        double[] scales = [.. node.Numbers("scales") ?? node.ConstantNumbers(scalesAt) ?? []];
        if (scales.Length == 0 && sizesAt < 0) throw node.Unsupported("scales that the network computes");
        return new OnnxLayer(Compute, Export);

        Tensor Compute(LayerInputs inputs)
        {
            using var scope = NewDisposeScope();
            var x = inputs[0];
            long[]? sizes = sizesAt >= 0 && inputs.Find(sizesAt) is { } wanted && wanted.numel() > 0 ? TensorValues.Integers(wanted) : null;
            if (sizes is null && scales.Length != x.dim()) throw new InvalidDataException($"{scales.Length} scales for a tensor of {x.dim()} dimensions.");
            for (int axis = 0; axis < inputs[0].dim(); axis++)
            {
                long size = x.shape[axis];
                float scale = sizes is null ? (float)scales[axis] : (float)sizes[axis] / size;
                long target = sizes?[axis] ?? (long)MathF.Floor(size * scale);
                if (target == size && scale == 1) continue;
                inputs.Plan(x.shape.Select((d, other) => other == axis ? target : d));
                x = isLinear ? rule.Linear(x, axis, target, scale) : rule.Nearest(x, axis, target, scale);
            }
            return (ReferenceEquals(x, inputs[0]) ? x.alias() : x).MoveToOuterDisposeScope();
        }

        OnnxValue Export(OnnxGraph graph, IReadOnlyList<OnnxValue> x)
        {
            OnnxAttribute[] attributes =
            [
                new("mode", isLinear ? "linear" : "nearest"), new("coordinate_transformation_mode", coordinates), new("nearest_mode", rounding),
            ];
            bool bySize = sizesAt >= 0 && sizesAt < x.Count && x[sizesAt] != OnnxValue.None;
            return bySize
                ? graph.Node("Resize", [x[0], OnnxValue.None, OnnxValue.None, x[sizesAt]], attributes)
                : graph.Node("Resize", [x[0], OnnxValue.None, graph.Constant([.. scales.Select(scale => (float)scale)], [scales.Length])], attributes);
        }
    }
}
