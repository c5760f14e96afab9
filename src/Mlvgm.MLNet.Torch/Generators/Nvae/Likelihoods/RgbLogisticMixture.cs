using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Likelihoods;

/// <summary>
/// A discretised mixture of logistics for three channels, green given red and blue given both: per pixel M mixture logits, then
/// per mixture 3 means, 3 log-scales and 3 coefficients (docs/method/nvae.md#pixels).
/// </summary>
sealed class RgbLogisticMixture(int mixtures) : IImageLikelihood
{
    /// <inheritdoc/>
    public int LogitChannels => 10 * mixtures;

    /// <inheritdoc/>
    public Tensor LogProbability(Tensor logits, Tensor images) => LogProbabilityPerPixel(logits, images * 2 - 1).sum([1, 2]);

    /// <summary>The log-probability of images [n, 3, h, w] in [-1, 1], per pixel, [n, h, w].</summary>
    public Tensor LogProbabilityPerPixel(Tensor logits, Tensor images)
    {
        var (weights, means, logScales, k) = Parts(logits);
        var x = images.unsqueeze(1);
        var (red, green) = (x.narrow(2, 0, 1), x.narrow(2, 1, 1));
        var conditional = cat(
        [
            means.narrow(2, 0, 1),
            means.narrow(2, 1, 1) + k.narrow(2, 0, 1) * red,
            means.narrow(2, 2, 1) + k.narrow(2, 1, 1) * red + k.narrow(2, 2, 1) * green,
        ], 2);
        var colours = DiscretisedLogistic.LogProbability(x, conditional, logScales).sum(2);
        return (colours + nn.functional.log_softmax(weights, 1)).logsumexp(1);
    }

    /// <inheritdoc/>
    public Tensor Mean(Tensor logits)
    {
        var (weights, means, _, k) = Parts(logits);
        var share = weights.softmax(1).unsqueeze(2);
        return Couple((means * share).sum(1), (k * share).sum(1));
    }

    /// <summary>Draws images, [n, 3, h, w] in [0, 1].</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="mixtureDraws">Uniform in (0, 1), [n, M, h, w]: they choose the mixture.</param>
    /// <param name="logisticDraws">Uniform in (0, 1), [n, 3, h, w]: they choose the values.</param>
    public Tensor Sample(Tensor logits, Tensor mixtureDraws, Tensor logisticDraws)
    {
        var (weights, means, logScales, k) = Parts(logits);
        var chosen = (weights - (-mixtureDraws.log()).log()).argmax(1, keepdim: true).unsqueeze(2).expand(-1, -1, 3, -1, -1);
        var noise = logisticDraws.log() - (1 - logisticDraws).log();
        var values = means.gather(1, chosen).squeeze(1) + logScales.gather(1, chosen).squeeze(1).exp() * noise;
        return Couple(values, k.gather(1, chosen).squeeze(1));
    }

    /// <inheritdoc/>
    public OnnxValue ExportMean(OnnxGraph graph, OnnxValue logits, ImageShape shape)
    {
        var weights = graph.Softmax(graph.Slice(logits, 1, 0, mixtures), 1);
        var share = graph.Reshape(weights, 0, mixtures, 1, shape.Height, shape.Width);
        var rest = graph.Reshape(graph.Slice(logits, 1, mixtures), 0, mixtures, 9, shape.Height, shape.Width);
        var y = graph.ReduceSum(graph.Mul(share, graph.Slice(rest, 2, 0, 3)), [1], keepDimensions: false);
        var k = graph.ReduceSum(graph.Mul(share, graph.Tanh(graph.Slice(rest, 2, 6, 9))), [1], keepDimensions: false);
        var red = graph.Clip(Channel(y, 0), -1, 1);
        var green = graph.Clip(graph.Add(Channel(y, 1), graph.Mul(Channel(k, 0), red)), -1, 1);
        var fromRed = graph.Add(Channel(y, 2), graph.Mul(Channel(k, 1), red));
        var blue = graph.Clip(graph.Add(fromRed, graph.Mul(Channel(k, 2), green)), -1, 1);
        return graph.Add(graph.Mul(graph.Concat(1, red, green, blue), 0.5), 0.5);

        OnnxValue Channel(OnnxValue value, int index) => graph.Slice(value, 1, index, index + 1);
    }

    static Tensor Couple(Tensor y, Tensor k)
    {
        var red = y.narrow(1, 0, 1).clamp(-1, 1);
        var green = (y.narrow(1, 1, 1) + k.narrow(1, 0, 1) * red).clamp(-1, 1);
        var blue = (y.narrow(1, 2, 1) + k.narrow(1, 1, 1) * red + k.narrow(1, 2, 1) * green).clamp(-1, 1);
        return cat([red, green, blue], 1) * 0.5 + 0.5;
    }

    /// <summary>Mixture logits [n, M, h, w]; means, clamped log-scales and coefficients [n, M, 3, h, w].</summary>
    (Tensor Weights, Tensor Means, Tensor LogScales, Tensor Coefficients) Parts(Tensor logits)
    {
        var (n, h, w) = (logits.shape[0], logits.shape[2], logits.shape[3]);
        var rest = logits.narrow(1, mixtures, 9 * mixtures).view(n, mixtures, 9, h, w);
        return (logits.narrow(1, 0, mixtures), rest.narrow(2, 0, 3),
            rest.narrow(2, 3, 3).clamp(min: DiscretisedLogistic.MinimumLogScale), rest.narrow(2, 6, 3).tanh());
    }
}
