using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.Torch.Generators.Nvae.Layers;
using Mlvgm.MLNet.Torch.Generators.Nvae.Likelihoods;
using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae;

/// <summary>From standard normal noise to images: latents drawn from their priors, then the likelihood's expectation.</summary>
sealed class NvaeImageDecoder : ModuleFolder, IOnnxExportable
{
    readonly NvaeDecoder _decoder;
    readonly IImageLikelihood _likelihood;

    public NvaeImageDecoder(NvaeDecoder decoder, NvaeSampling sampling) : base(nameof(NvaeImageDecoder))
    {
        (_decoder, Sampling) = (Place("decoder", decoder), sampling);
        _likelihood = ImageLikelihood.Create(decoder.Configuration);
    }

    /// <summary>The architecture.</summary>
    public NvaeConfiguration Configuration => _decoder.Configuration;

    /// <summary>How latents are drawn.</summary>
    public NvaeSampling Sampling { get; }

    /// <summary>Images [n, c, h, w] in [0, 1] from noise, per latent [n, c, h, w].</summary>
    public Tensor Run(IReadOnlyList<Tensor> noise) => _likelihood.Mean(_decoder.Run(noise, Sampling));

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs) =>
        [_likelihood.ExportMean(graph, _decoder.Export(graph, inputs, Sampling), Configuration.ImageShape)];
}
