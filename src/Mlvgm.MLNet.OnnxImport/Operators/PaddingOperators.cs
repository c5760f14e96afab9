using Mlvgm.MLNet.OnnxExport.Graph;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>Padding, whose sizes are an attribute in older operator sets and an input in newer ones.</summary>
static class PaddingOperators
{
    public static IReadOnlyDictionary<string, OnnxOperator> All { get; } = new Dictionary<string, OnnxOperator> { ["Pad"] = Pad };

    static OnnxLayer Pad(OnnxNode node)
    {
        string mode = node.Text("mode", "constant");
        var torchMode = mode switch
        {
            "constant" => PaddingModes.Constant,
            "reflect" => PaddingModes.Reflect,
            "edge" => PaddingModes.Replicate,
            _ => throw node.Unsupported($"mode '{mode}'"),
        };
        double value = node.HasAttribute("value") ? node.Number("value", 0) : node.SettingNumber("constant_value", 2, 0);
        var axes = node.ConstantIntegers(3);
        var given = node.Integers("pads") ?? node.Integers("paddings") ?? node.ConstantIntegers(1);
        return new OnnxLayer(Compute, Export);

        long[] Full(IReadOnlyList<long> pads, int rank)
        {
            if (axes is null) return [.. pads];
            long[] full = new long[2 * rank];
            foreach (var (i, axis) in axes.Index())
            {
                int at = (int)TensorValues.Axis(axis, rank);
                (full[at], full[at + rank]) = (pads[i], pads[i + axes.Count]);
            }
            return full;
        }

        Tensor Compute(LayerInputs inputs)
        {
            var x = inputs[0];
            int rank = (int)x.dim();
            long[] pads = Full(given ?? TensorValues.Integers(inputs[1]), rank);
            if (pads.Length != 2 * rank) throw new InvalidDataException($"{pads.Length} pads for a tensor of {rank} dimensions.");
            // TorchSharp counts from the last axis, and knows no more than it must.
            int first = Enumerable.Range(0, rank).FirstOrDefault(axis => pads[axis] != 0 || pads[axis + rank] != 0, rank);
            if (first == rank) return x;
            if (torchMode != PaddingModes.Constant) first = rank - 2;
            inputs.Plan(x.shape.Select((d, axis) => checked(d + pads[axis] + pads[axis + rank])));
            long[] reversed = [.. Enumerable.Range(first, rank - first).Reverse().SelectMany(axis => new[] { pads[axis], pads[axis + rank] })];
            return nn.functional.pad(x, reversed, torchMode, value);
        }

        OnnxValue Export(OnnxGraph graph, IReadOnlyList<OnnxValue> x)
        {
            if (axes is not null && given is null) throw graph.Unsupported("padding of some axes by sizes that the network computes");
            if (axes is not null) throw graph.Unsupported("padding of some axes, which operator set 17 does not have,");
            var pads = given is null ? x[1] : graph.Constant([.. given]);
            OnnxAttribute kind = new("mode", mode);
            return mode == "constant" ? graph.Node("Pad", [x[0], pads, graph.Constant(value)], kind) : graph.Node("Pad", [x[0], pads], kind);
        }
    }
}
