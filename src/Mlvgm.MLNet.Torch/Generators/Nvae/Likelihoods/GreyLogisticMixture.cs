using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Likelihoods;

/// <summary>A discretised mixture of logistics for one channel: per pixel M mixture logits, M means, M log-scales.</summary>
sealed class GreyLogisticMixture(int mixtures) : IImageLikelihood
{
    /// <inheritdoc/>
    public int LogitChannels => 3 * mixtures;

    /// <inheritdoc/>
    public Tensor LogProbability(Tensor logits, Tensor images)
    {
        var parts = logits.chunk(3, 1);
        var bins = DiscretisedLogistic.LogProbability(
            images * 2 - 1, parts[1], parts[2].clamp(min: DiscretisedLogistic.MinimumLogScale));
        return (bins + nn.functional.log_softmax(parts[0], 1)).logsumexp(1).sum([1, 2]);
    }

    /// <inheritdoc/>
    public Tensor Mean(Tensor logits)
    {
        var parts = logits.chunk(3, 1);
        var mean = (parts[0].softmax(1) * parts[1]).sum(1, keepdim: true);
        return mean.clamp(-1, 1) * 0.5 + 0.5;
    }

    /// <inheritdoc/>
    public OnnxValue ExportMean(OnnxGraph graph, OnnxValue logits, ImageShape shape)
    {
        var share = graph.Softmax(graph.Slice(logits, 1, 0, mixtures), 1);
        var mean = graph.ReduceSum(graph.Mul(share, graph.Slice(logits, 1, mixtures, 2 * mixtures)), [1]);
        return graph.Add(graph.Mul(graph.Clip(mean, -1, 1), 0.5), 0.5);
    }
}
