using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;

/// <summary>Truncation in w: average + psi · (w - average).</summary>
static class Truncation
{
    /// <summary>Truncates w.</summary>
    /// <param name="w">[.., w].</param>
    /// <param name="average">[w], the mean over z.</param>
    /// <param name="psi">1 changes nothing, 0 leaves the average alone.</param>
    public static Tensor Apply(Tensor w, Tensor average, double psi) => psi == 1 ? w : average + psi * (w - average);

    /// <summary>Adds <see cref="Apply"/> to a graph.</summary>
    public static OnnxValue Export(OnnxGraph graph, OnnxValue w, Tensor average, double psi)
    {
        if (psi == 1) return w;
        var centre = graph.Initializer(average);
        return graph.Add(centre, graph.Mul(graph.Sub(w, centre), psi));
    }
}
