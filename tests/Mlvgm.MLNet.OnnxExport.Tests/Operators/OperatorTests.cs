using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.OnnxExport.Tests.Operators;

public class OperatorTests
{
    public static TheoryData<string> Names => [.. Cases.Keys];

    static readonly Dictionary<string, (Func<Tensor, Tensor> Forward, Func<OnnxGraph, OnnxValue, OnnxValue> Graph)> Cases = new()
    {
        ["Add"] = (x => x + x + 1.5, (g, x) => g.Add(g.Add(x, x), 1.5)),
        ["Sub"] = (x => (x * 3) - x - 1.5, (g, x) => g.Sub(g.Sub(g.Mul(x, 3), x), 1.5)),
        ["Mul"] = (x => x * x, (g, x) => g.Mul(x, x)),
        ["Div"] = (x => x / (x.abs() + 1) / 3, (g, x) => g.Div(g.Div(x, g.Add(g.Node("Abs", [x]), 1)), 3)),
        ["Pow"] = (x => x.pow(2), (g, x) => g.Pow(x, 2)),
        ["Exp"] = (x => x.exp(), (g, x) => g.Exp(x)),
        ["Log"] = (x => (x.abs() + 1).log(), (g, x) => g.Log(g.Add(g.Node("Abs", [x]), 1))),
        ["Sqrt"] = (x => x.abs().sqrt(), (g, x) => g.Sqrt(g.Node("Abs", [x]))),
        ["Clip"] = (x => x.clamp(-0.5, 0.25), (g, x) => g.Clip(x, -0.5, 0.25)),
        ["Softplus"] = (x => functional.softplus(x), (g, x) => g.Softplus(x)),
        ["ReduceMean"] = (x => x.mean([1, 2], keepdim: true), (g, x) => g.ReduceMean(x, [1, 2])),
        ["ReduceSum"] = (x => x.sum([-1], keepdim: false), (g, x) => g.ReduceSum(x, [-1], keepDimensions: false)),
        ["Concat"] = (x => cat([x, x * 2], 2), (g, x) => g.Concat(2, x, g.Mul(x, 2))),
        ["Reshape"] = (x => x.reshape(-1, 6, 4), (g, x) => g.Reshape(x, -1, 6, 4)),
        ["Flatten"] = (x => x.flatten(1), (g, x) => g.Flatten(x)),
        ["Transpose"] = (x => x.permute(0, 3, 1, 2), (g, x) => g.Transpose(x, 0, 3, 1, 2)),
        ["Slice"] = (x => x.slice(2, 1, 3, 1), (g, x) => g.Slice(x, 2, 1, 3)),
        ["Slice to the end"] = (x => x.slice(-1, 1, 4, 1), (g, x) => g.Slice(x, -1, 1)),
        ["MatMul"] = (x => x.matmul(x.transpose(2, 3)), (g, x) => g.MatMul(x, g.Transpose(x, 0, 1, 3, 2))),
        ["Gemm"] = (
            x => functional.linear(x.flatten(1), ones(2, 24), arange(2, ScalarType.Float32)),
            (g, x) => g.Gemm(g.Flatten(x), g.Initializer(ones(2, 24)), g.Constant([0f, 1f], [2]))),
        ["ConvTranspose2d"] = (
            x => functional.conv_transpose2d(x, arange(54, ScalarType.Float32).reshape(2, 3, 3, 3) / 50, strides: [2, 1], padding: [1, 0]),
            (g, x) => g.ConvTranspose2d(x, g.Initializer(arange(54, ScalarType.Float32).reshape(2, 3, 3, 3) / 50), OnnxValue.None, [2, 1], [1, 0, 1, 0])),
        ["ExpandOverBatch"] = (
            x => x + arange(24, ScalarType.Float32).reshape(2, 3, 4),
            (g, x) => g.Add(x, g.ExpandOverBatch(g.Initializer(arange(24, ScalarType.Float32).reshape(2, 3, 4)), [2, 3, 4], x))),
        ["ResizeTo"] = (
            x => functional.interpolate(x, size: [5, 9], mode: InterpolationMode.Bilinear, align_corners: true),
            (g, x) => g.ResizeTo(x, OnnxResizeMode.BilinearAlignedCorners, 5, 9)),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees(string name) => ExportAssert.Agrees(new OneOperator(Cases[name].Forward, Cases[name].Graph), 2, 3, 4);

    sealed class OneOperator(Func<Tensor, Tensor> compute, Func<OnnxGraph, OnnxValue, OnnxValue> export)
        : Module<Tensor, Tensor>("operator"), IOnnxExportable
    {
        public override Tensor forward(Tensor x) => compute(x);

        public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs) => [export(graph, inputs[0])];
    }
}
