using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.Torch.Generators.Nvae.Layers;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae;

/// <summary>How latents are drawn from their priors: mean + temperature · (deviation + offset) · noise.</summary>
/// <param name="Temperature">The factor of every deviation; above 0.</param>
/// <param name="DeviationOffset">Added to every deviation: 0, or 0.01 in NVlabs' variant (docs/method/nvae.md#nvlabs-variant).</param>
readonly record struct NvaeSampling(double Temperature, double DeviationOffset = 0)
{
    /// <summary>A latent [n, c, h, w] from standard normal <paramref name="noise"/>.</summary>
    /// <param name="prior">The prior's parameters before clamping, [n, 2c, h, w]; null for N(0, 1).</param>
    /// <param name="noise">Of the latent's shape.</param>
    public Tensor Draw(Tensor? prior, Tensor noise)
    {
        if (prior is null) return noise * (Temperature * (1 + DeviationOffset));
        var normal = NvaeNormal.From(prior);
        var deviation = DeviationOffset == 0 ? normal.Deviation : normal.Deviation + DeviationOffset;
        return normal.Mean + noise * (deviation * Temperature);
    }

    /// <summary><see cref="Draw"/> as a graph, for a latent of <paramref name="channels"/> channels.</summary>
    public OnnxValue ExportDraw(OnnxGraph graph, OnnxValue? prior, int channels, OnnxValue noise)
    {
        if (prior is not { } parameters) return graph.Mul(noise, Temperature * (1 + DeviationOffset));
        var mean = SoftClamp.Export(graph, graph.Slice(parameters, 1, 0, channels));
        var deviation = graph.Exp(SoftClamp.Export(graph, graph.Slice(parameters, 1, channels)));
        if (DeviationOffset != 0) deviation = graph.Add(deviation, DeviationOffset);
        return graph.Add(mean, graph.Mul(graph.Mul(deviation, Temperature), noise));
    }
}
