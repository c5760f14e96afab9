using Mlvgm.MLNet.OnnxExport.Graph;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>Products of matrices.</summary>
static class LinearOperators
{
    public static IReadOnlyDictionary<string, OnnxOperator> All { get; } = new Dictionary<string, OnnxOperator>
    {
        ["MatMul"] = _ => new OnnxLayer(x => MatrixProduct.Of(x, x[0], x[1]), (graph, x) => graph.Node("MatMul", x)) { HasWeights = true },
        ["Gemm"] = General,
    };

    static OnnxLayer General(OnnxNode node)
    {
        double alpha = node.Number("alpha", 1), beta = node.Number("beta", 1);
        bool first = node.Integer("transA", 0) == 1, second = node.Integer("transB", 0) == 1;
        return new OnnxLayer(
            inputs =>
            {
                using var scope = NewDisposeScope();
                // [out, in], as TorchSharp has it, whose product is one kernel with the bias.
                var (rows, weight, bias) = (first ? inputs[0].t() : inputs[0], second ? inputs[1] : inputs[1].t(), inputs.Find(2));
                if (rows.dim() == 2 && weight.dim() == 2) inputs.Plan([rows.shape[0], weight.shape[0]], weight.shape[1]);
                if (alpha == 1 && beta == 1 && (bias is null || (bias.dim() == 1 && bias.shape[0] == weight.shape[0])))
                    return nn.functional.linear(rows, weight, bias).MoveToOuterDisposeScope();
                var product = MatrixProduct.Of(inputs, rows, weight.t()) * alpha;
                return (bias is null ? product : product + bias * beta).MoveToOuterDisposeScope();
            },
            (graph, x) => graph.Node("Gemm", x, new("alpha", alpha), new("beta", beta), new("transA", first ? 1 : 0), new("transB", second ? 1 : 0)))
        {
            HasWeights = true,
        };
    }
}
