using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Layers;

/// <summary>The soft bound on means and log-scales.</summary>
static class SoftClamp
{
    /// <summary>5 tanh(x/5), within (-5, 5).</summary>
    public static Tensor Apply(Tensor x) => (x / 5).tanh() * 5;

    /// <summary>5 tanh(x/5), within (-5, 5).</summary>
    public static OnnxValue Export(OnnxGraph graph, OnnxValue x) => graph.Mul(graph.Tanh(graph.Div(x, 5)), 5);
}
