using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.Torch.Generators.Nvae.Layers;
using Mlvgm.MLNet.Torch.Generators.Nvae.Likelihoods;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae;

/// <summary>From standard normal noise to images: the decoder at a temperature, then the likelihood's expectation.</summary>
sealed class NvaeImageDecoder : ModuleFolder, IOnnxExportable
{
    readonly NvaeDecoder _decoder;
    readonly IImageLikelihood _likelihood;

    public NvaeImageDecoder(NvaeDecoder decoder, double temperature) : base(nameof(NvaeImageDecoder))
    {
        (_decoder, Temperature) = (Place("decoder", decoder), temperature);
        _likelihood = ImageLikelihood.Create(decoder.Configuration);
    }

    /// <summary>The architecture.</summary>
    public NvaeConfiguration Configuration => _decoder.Configuration;

    /// <summary>The factor of every latent's deviation.</summary>
    public double Temperature { get; }

    /// <summary>Images [n, c, h, w] in [0, 1] from noise, per latent [n, c, h, w].</summary>
    public Tensor Run(IReadOnlyList<Tensor> noise) => _likelihood.Mean(_decoder.Run(noise, Temperature));

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs) =>
        [_likelihood.ExportMean(graph, _decoder.Export(graph, inputs, Temperature), Configuration.ImageShape)];
}
