using Mlvgm.MLNet.OnnxExport.Graph;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>Normalisation over the batch, an image, or a vector.</summary>
static class NormalizationOperators
{
    public static IReadOnlyDictionary<string, OnnxOperator> All { get; } = new Dictionary<string, OnnxOperator>
    {
        ["BatchNormalization"] = OverBatch,
        ["InstanceNormalization"] = OverImage,
        ["LayerNormalization"] = OverVector,
        ["LRN"] = OverChannels,
    };

    static OnnxLayer OverBatch(OnnxNode node)
    {
        if (node.Integer("spatial", 1) != 1) throw node.Unsupported("statistics for every pixel (spatial = 0)");
        double epsilon = node.Number("epsilon", 1e-5);
        // ONNX says how much of the statistics remains, TorchSharp how much of the batch's comes in.
        double momentum = 1 - node.Number("momentum", 0.9);
        return new OnnxLayer(
            x => nn.functional.batch_norm(x[0], x[3], x[4], x[1], x[2], x.IsTraining, momentum, epsilon),
            (graph, x) => graph.Node("BatchNormalization", x, new("epsilon", epsilon), new("momentum", 1 - momentum)))
        {
            HasWeights = true,
            Statistics = [3, 4],
            TakesBFloat16 = true,
            IsOverwritable = true,
        };
    }

    static OnnxLayer OverImage(OnnxNode node)
    {
        double epsilon = node.Number("epsilon", 1e-5);
        return new OnnxLayer(
            x => nn.functional.instance_norm(x[0], weight: x[1], bias: x[2], eps: epsilon),
            (graph, x) => graph.Node("InstanceNormalization", x, new OnnxAttribute("epsilon", epsilon)));
    }

    static OnnxLayer OverVector(OnnxNode node)
    {
        double epsilon = node.Number("epsilon", 1e-5);
        long axis = node.Integer("axis", -1);
        if (node.OutputCount > 1) throw node.Unsupported("the mean as a second output");
        return new OnnxLayer(
            x => nn.functional.layer_norm(x[0], x[0].shape[(int)TensorValues.Axis(axis, x[0].dim())..], x[1], x.Find(2), epsilon),
            (graph, x) => graph.Node("LayerNormalization", x, new("axis", axis), new("epsilon", epsilon)))
        {
            HasWeights = true,
        };
    }

    /// <summary>Local response normalisation: each channel by the squares of its neighbours (Krizhevsky et al., 2012).</summary>
    static OnnxLayer OverChannels(OnnxNode node)
    {
        double alpha = node.Number("alpha", 1e-4), beta = node.Number("beta", 0.75), bias = node.Number("bias", 1);
        long size = node.Integer("size", 0);
        if (size <= 0) throw node.Unsupported($"size {size}");
        return new OnnxLayer(
            inputs =>
            {
                using var scope = NewDisposeScope();
                long[] shape = inputs[0].shape;
                inputs.Plan([shape[0], checked(shape[1] + size), .. shape[2..]], size);
                var squares = nn.functional.pad(inputs[0].square(), [0, 0, 0, 0, (size - 1) / 2, size / 2]);
                var sums = Enumerable.Range(0, (int)size).Select(i => squares.slice(1, i, i + inputs[0].shape[1], 1)).Aggregate((a, b) => a + b);
                return (inputs[0] / (sums * (alpha / size) + bias).pow(beta)).MoveToOuterDisposeScope();
            },
            (graph, x) => graph.Node("LRN", [x[0]], new("alpha", alpha), new("beta", beta), new("bias", bias), new("size", size)));
    }
}
