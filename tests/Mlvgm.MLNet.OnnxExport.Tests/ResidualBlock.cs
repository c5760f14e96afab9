using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.OnnxExport.Tests;

/// <summary>A composite: convolution, batch normalisation, sum with the input.</summary>
sealed class ResidualBlock : Module<Tensor, Tensor>, IOnnxExportable
{
    readonly double _graphFactor;
    readonly Module<Tensor, Tensor> conv;
    readonly Module<Tensor, Tensor> norm;

    /// <param name="channels">Channels of input and output.</param>
    /// <param name="graphFactor">What the graph, but not the module, multiplies its result by: other than 1, the graph is wrong.</param>
    public ResidualBlock(int channels, double graphFactor = 1) : base(nameof(ResidualBlock))
    {
        _graphFactor = graphFactor;
        conv = Conv2d(channels, channels, 3, padding: 1, bias: false);
        norm = BatchNorm2d(channels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => functional.relu(norm.forward(conv.forward(x)) + x);

    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs)
    {
        var residual = graph.Add(norm, graph.Add(conv, inputs[0]));
        var result = graph.Relu(graph.Add(residual, inputs[0]));
        return [_graphFactor == 1 ? result : graph.Mul(result, _graphFactor)];
    }
}
