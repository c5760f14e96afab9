using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Likelihoods;

/// <summary>Each intensity is the probability of a Bernoulli variable whose logit is given.</summary>
sealed class BernoulliLikelihood(int channels) : IImageLikelihood
{
    /// <inheritdoc/>
    public int LogitChannels => channels;

    /// <inheritdoc/>
    public Tensor LogProbability(Tensor logits, Tensor images) =>
        -nn.functional.binary_cross_entropy_with_logits(logits, images, reduction: nn.Reduction.None).sum([1, 2, 3]);

    /// <inheritdoc/>
    public Tensor Mean(Tensor logits) => logits.sigmoid();

    /// <inheritdoc/>
    public OnnxValue ExportMean(OnnxGraph graph, OnnxValue logits, ImageShape shape) => graph.Sigmoid(logits);
}
