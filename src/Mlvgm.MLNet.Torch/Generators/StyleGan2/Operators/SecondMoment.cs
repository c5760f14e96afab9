using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;

/// <summary>Scaling to unit root mean square, which discards the length of z.</summary>
static class SecondMoment
{
    const double Epsilon = 1e-8;

    /// <summary>x / sqrt(mean(x²) + 1e-8) along the last dimension.</summary>
    public static Tensor Normalise(Tensor x) => x * (x.square().mean([-1], keepdim: true) + Epsilon).rsqrt();

    /// <summary>x / sqrt(mean(x²) + 1e-8) along the last dimension.</summary>
    public static OnnxValue Export(OnnxGraph graph, OnnxValue x) =>
        graph.Div(x, graph.Sqrt(graph.Add(graph.ReduceMean(graph.Mul(x, x), [-1]), Epsilon)));
}
