using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.OnnxExport.Graph;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Likelihoods;

/// <summary>A distribution of images given logits [n, <see cref="LogitChannels"/>, h, w].</summary>
interface IImageLikelihood
{
    /// <summary>Channels of the logits.</summary>
    int LogitChannels { get; }

    /// <summary>The log-probability of images [n, c, h, w] in [0, 1], in nats per image, [n].</summary>
    Tensor LogProbability(Tensor logits, Tensor images);

    /// <summary>The deterministic decode, [n, c, h, w] in [0, 1].</summary>
    Tensor Mean(Tensor logits);

    /// <summary>The deterministic decode as a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="logits">The logits.</param>
    /// <param name="shape">The shape of an image.</param>
    OnnxValue ExportMean(OnnxGraph graph, OnnxValue logits, ImageShape shape);
}
