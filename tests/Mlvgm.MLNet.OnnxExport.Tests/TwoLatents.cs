using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.OnnxExport.Tests;

/// <summary>A small decoder with two inputs, two outputs and a learned constant, as hierarchical generators have.</summary>
sealed class TwoLatents : Module<Tensor, Tensor, (Tensor Image, Tensor Code)>, IOnnxExportable
{
    readonly Parameter start = Parameter(randn(4, 2, 2));
    readonly Module<Tensor, Tensor> expand = Linear(5, 16);
    readonly Module<Tensor, Tensor> image = Conv2d(8, 3, 3, padding: 1);

    public TwoLatents() : base(nameof(TwoLatents)) => RegisterComponents();

    public override (Tensor, Tensor) forward(Tensor z1, Tensor z2)
    {
        var code = expand.forward(z1).reshape(-1, 4, 2, 2) + start;
        var x = cat([functional.interpolate(code, scale_factor: [2, 2]), start.expand(z1.shape[0], 4, 2, 2).repeat(1, 1, 2, 2)], 1);
        return (sigmoid(image.forward(x) * z2.exp()).clamp(0.1, 0.9), code.mean([2, 3]));
    }

    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs)
    {
        var constant = graph.Initializer(start);
        var code = graph.Add(graph.Reshape(graph.Add(expand, inputs[0]), -1, 4, 2, 2), constant);
        var tiled = graph.Node("Tile", [graph.ExpandOverBatch(constant, [4, 2, 2], inputs[0]), graph.Constant([1, 1, 2, 2])]);
        var x = graph.Concat(1, graph.Resize(code, OnnxResizeMode.Nearest, 2, 2), tiled);
        var logits = graph.Mul(graph.Add(image, x), graph.Exp(inputs[1]));
        return [graph.Clip(graph.Sigmoid(logits), 0.1, 0.9), graph.ReduceMean(code, [2, 3], keepDimensions: false)];
    }
}
